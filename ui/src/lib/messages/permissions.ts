/** What the technical names of permissions mean, for people. Names that are not here are shown as they are. */
const words: Record<string, string> = {
  'mattermost.post': 'Post messages to Mattermost',
  'slack.post': 'Post messages to Slack',
  'email.send': 'Send e-mail',
  'smtp.send': 'Send e-mail',
  'ntfy.publish': 'Send push messages through ntfy',
  'http.request': 'Change things in web services, through your connections',
  'http.get': 'Read from web services',
  http: 'Read from and write to web services',
  'activity.summarize': 'Read counts of your events, runs and actions',
  'template.render': 'Fill in its own text templates',
  'package.install': 'Install packages',
  'package.uninstall': 'Uninstall packages',
  'package.enable': 'Switch packages on',
  'package.disable': 'Switch packages off',
};

const systems: Record<string, string> = {
  mattermost: 'Mattermost',
  slack: 'Slack',
  smtp: 'mail',
  email: 'mail',
  ntfy: 'ntfy',
  http: 'an HTTP service',
};

export function permissionInWords(name: string): string {
  return words[name] ?? name;
}

export function systemInWords(connector: string): string {
  return systems[connector] ?? connector;
}

export function connectorInWords(connector: string): string {
  return `Use a connection to ${systemInWords(connector)} that you choose`;
}

export function hostInWords(host: string): string {
  return `Read from ${host}`;
}
