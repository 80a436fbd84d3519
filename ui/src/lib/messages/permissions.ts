/** What the technical names of directive types and systems mean, for people; others are shown as they are. */
const words: Record<string, string> = {
  'mattermost.post': 'Post messages to Mattermost',
  'slack.post': 'Post messages to Slack',
  'mail.send': 'Send mail',
  'ntfy.publish': 'Send push messages through ntfy',
  'http.request': 'Change things in web services, through your connections',
  'package.install': 'Install packages',
  'package.uninstall': 'Uninstall packages',
  'package.configure': 'Change the settings of packages',
  'package.enable': 'Switch packages on',
  'package.disable': 'Switch packages off',
};

const systems: Record<string, string> = {
  mattermost: 'Mattermost',
  slack: 'Slack',
  mail: 'mail',
  ntfy: 'ntfy',
  http: 'an HTTP service',
};

export function permissionInWords(name: string): string {
  return words[name] ?? name;
}

export function systemInWords(connector: string): string {
  return systems[connector] ?? connector;
}
