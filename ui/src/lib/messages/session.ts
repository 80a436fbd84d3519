import { catalogue } from './catalogue';

/** When the session ended in the middle of something. */
export const t = catalogue({
  endedTitle: 'Your session has ended',
  endedText: 'Nothing you typed is lost. Sign in in another tab, come back, and send it again.',
  lost: 'This organization was deleted, or you are no member of it any more. Reload the page to choose another one.',
  endedDone: 'I am signed in',
  signIn: 'Sign in',
});
