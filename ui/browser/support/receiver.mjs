// Speaks Mattermost's incoming-webhook contract on loopback and keeps what it was sent.
import { createServer } from 'node:http';
import { once } from 'node:events';

const largestBody = 1024 * 1024;

export class Receiver {
  posts = [];
  #server;

  static async start() {
    const receiver = new Receiver();
    await receiver.#listen();
    return receiver;
  }

  async #listen() {
    this.#server = createServer((request, response) => this.#answer(request, response));
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = this.#server.address().port;
    // Made up; no Mattermost has ever given this address out.
    this.webhook = `http://127.0.0.1:${this.port}/hooks/${'madeupmadeupmadeup'}${'12345678'}`;
  }

  async #answer(request, response) {
    const parts = [];
    let size = 0;
    for await (const part of request) {
      size += part.length;
      if (size > largestBody) {
        response.writeHead(413).end();
        return;
      }
      parts.push(part);
    }
    try {
      const body = JSON.parse(Buffer.concat(parts).toString('utf8'));
      if (typeof body.text !== 'string') throw new Error('no text');
      this.posts.push(body);
      response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
    } catch {
      response
        .writeHead(400, { 'content-type': 'application/json' })
        .end('{"id":"web.incoming_webhook.parse.app_error","message":"Unable to parse incoming data","status_code":400}');
    }
  }

  close() {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }
}
