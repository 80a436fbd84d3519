// Commands come in on standard input, one a line; answers go out in lines that begin with "> ". All else that is printed
// is log. The process ends with its input.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

export const answer = (text) => process.stdout.write(`> ${text}\n`);

export const versionOf = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;

// `commands` has a function for each first word of a line; commands are carried out one after the other.
export async function serve(commands) {
  for await (const line of createInterface({ input: process.stdin })) {
    const [name, ...rest] = line.split(' ');
    await commands[name](...rest);
  }
  process.exit(0);
}
