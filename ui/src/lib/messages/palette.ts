import { catalogue } from './catalogue';

export const t = catalogue({
  title: 'Go, find, run',
  placeholder: 'A page, a name, an id, or something to do',
  here: 'On this page',
  go: 'Go to',
  found: 'Found',
  nothing: 'Nothing is called that.',
  failed: 'The server could not be asked. Pages can still be opened.',
  results: '{n|# entry|# entries}',
});
