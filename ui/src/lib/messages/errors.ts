import { catalogue } from './catalogue';

export const t = catalogue({
  reload: 'Reload',
  signIn: 'Sign in',
  back: 'Go back',
  home: 'Home',
  reference: 'Reference',
});
