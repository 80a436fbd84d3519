/**
 * Texts by key, one catalogue per subject, so that a page loads only its own.
 *
 * A text may hold `{name}`, and `{n|# run|# runs}` for a number: the forms for one and for others,
 * `#` being the number. Further languages replace the texts, not the calls.
 */

type Names<Text extends string> = Text extends `${string}{${infer Inside}}${infer Rest}`
  ? (Inside extends `${infer Name}|${string}` ? Name : Inside) | Names<Rest>
  : never;

type Values<Text extends string> = [Names<Text>] extends [never]
  ? []
  : [values: Record<Names<Text>, string | number>];

export type Say<Texts extends Record<string, string>> = <Key extends keyof Texts & string>(
  key: Key,
  ...values: Values<Texts[Key]>
) => string;

const numbers = new Intl.NumberFormat('en');
const plurals = new Intl.PluralRules('en');

export function catalogue<const Texts extends Record<string, string>>(texts: Texts): Say<Texts> {
  return (key, ...values) => fill(texts[key] as string, values[0] ?? {});
}

function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{([^{}]+)\}/g, (whole, inside: string) => {
    const [name = '', ...forms] = inside.split('|');
    const value = values[name];
    if (value === undefined) return whole;
    const said = typeof value === 'number' ? numbers.format(value) : value;
    if (forms.length === 0) return said;
    const form = forms[plurals.select(Number(value)) === 'one' ? 0 : forms.length - 1] ?? '#';
    return form.replaceAll('#', said);
  });
}
