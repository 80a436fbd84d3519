import { t } from '$lib/messages/why';
import { origin, who, type By, type Thing } from '$lib/things';

export interface Moment {
  signal: string;
  type: string;
  at: string;
  by: By;
}

export interface Node {
  thing: Thing;
  cause: Thing | null;
  depth: number;
  name: string;
  state: string;
  detail: string | null;
  failure: string | null;
  by: By;
  at: string;
  ended: string | null;
  moments: Moment[];
}

export interface Sentence {
  key: string;
  at: string;
  text: string;
  thing: Thing;
}

/** The story in sentences, in the order of time; at the same time, causes before effects. */
export function sentences(nodes: Node[]): Sentence[] {
  const told = nodes.flatMap((node, index) =>
    // What a run brought about comes before its end, also where both have the same time.
    [opening(node), ...node.moments.flatMap((moment) => said(node, moment))].map((sentence, part) => ({
      sentence,
      index: node.thing.kind === 'run' && part > 0 ? nodes.length : index,
    })),
  );
  return told
    .sort((one, other) => Date.parse(one.sentence.at) - Date.parse(other.sentence.at) || one.index - other.index)
    .map(({ sentence }) => sentence);
}

function opening(node: Node): Sentence {
  const name = node.name;
  const by = capital(who(node.by));
  const text = () => {
    switch (node.thing.kind) {
      case 'run':
        return node.cause ? t('runBecause', { name }) : t('runFirst', { name, how: `was ${origin(node.detail ?? '')}` });
      case 'directive':
        return node.detail ? t('directiveBecause', { who: by, name, why: ended(node.detail) }) : t('directiveFirst', { who: by, name });
      default:
        return node.detail && !node.detail.includes(node.thing.id)
          ? t('signalAbout', { who: by, name, about: node.detail })
          : t('signal', { who: by, name });
    }
  };
  return { key: `${node.thing.kind}:${node.thing.id}`, at: node.at, text: text(), thing: node.thing };
}

function said(node: Node, moment: Moment): Sentence[] {
  const word = moment.type.split('.').pop() ?? moment.type;
  const text = node.thing.kind === 'run' ? ofRun(node, word) : ofDirective(node, word, capital(who(moment.by)));
  return text === null ? [] : [{ key: moment.signal, at: moment.at, text, thing: node.thing }];
}

function ofRun(node: Node, word: string): string | null {
  const name = node.name;
  switch (word) {
    case 'started':
      return null;
    case 'completed':
      return t('ended', { name });
    case 'faulted':
      return node.failure ? t('faultedBecause', { name, why: ended(node.failure) }) : t('faulted', { name });
    case 'cancelled':
      return t('runCancelled', { name });
    default:
      return t('other', { name, word });
  }
}

function ofDirective(node: Node, word: string, by: string): string | null {
  const name = node.name;
  switch (word) {
    case 'requested':
      return null;
    case 'approved':
      return t('approved', { who: by, name });
    case 'denied':
      return t('denied', { who: by, name });
    case 'rejected':
      return t('rejected', { who: by, name });
    case 'expired':
      return t('expired', { name });
    case 'started':
      return t('begun', { name });
    case 'completed':
      return t('completed', { name });
    case 'failed':
      return node.failure ? t('failedBecause', { name, why: ended(node.failure) }) : t('failed', { name });
    case 'in_doubt':
      return t('in_doubt', { name });
    case 'cancelled':
      return t('cancelled', { who: by, name });
    default:
      return t('other', { name, word: word.replaceAll('_', ' ') });
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function ended(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
