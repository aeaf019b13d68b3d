// A Discord that shares no code with the sandbox: just enough gateway and REST for one bot in direct messages.
import {createServer} from 'node:http';
import {serve_websockets} from '../../support/websocket.mjs';

const bot = {id: '900', username: 'helper', global_name: null, discriminator: '0', avatar: null, bot: true};

export class own_discord {
  constructor(token) {
    this.token = token;
    this.sent = []; // what the bot wrote: {channel, body}
    this.received = []; // gateway payloads
    this.refused = []; // requests without the right token
    this.next_id = BigInt(Date.now() - 1420070400000) << 22n;
    this.waiting = [];
    this.sequence = 0;
    this.server = createServer((request, answer) => this.rest(request, answer));
    serve_websockets(this.server, (connection) => this.gateway(connection));
  }

  start = () =>
    new Promise((done) => this.server.listen(0, '127.0.0.1', () => done(this.server.address().port)));
  stop() {
    this.connection?.close(1001);
    this.server.closeAllConnections();
    this.server.close();
  }

  id = () => String(++this.next_id);

  /** Waits until `look` gives something; looked at after every request and gateway payload. */
  async until(look, limit = 20_000) {
    const end = setTimeout(() => this.happened(), limit);
    for (const last = Date.now() + limit; ;) {
      const found = look();
      if (found || Date.now() >= last) {
        clearTimeout(end);
        if (found) return found;
        throw new Error(`waited in vain for ${look}; sent ${JSON.stringify(this.sent)}`);
      }
      await new Promise((done) => this.waiting.push(done));
    }
  }
  happened = () => this.waiting.splice(0).forEach((done) => done());

  gateway(connection) {
    this.connection = connection;
    const send = (op, d, t = null, s = null) => connection.send(JSON.stringify({t, s, op, d}));
    this.dispatch = (t, d) => send(0, d, t, ++this.sequence);
    connection.on_text = (text) => {
      const payload = JSON.parse(text);
      this.received.push(payload);
      if (payload.op === 1) send(11, null);
      if (payload.op === 2) {
        const url = `ws://127.0.0.1:${this.server.address().port}`;
        this.dispatch('READY', {
          v: 10,
          user: bot,
          guilds: [{id: '10', unavailable: true}],
          session_id: 'own',
          resume_gateway_url: url,
          application: {id: '900', flags: 0},
        });
      }
      this.happened();
    };
    send(10, {heartbeat_interval: 200, _trace: ['["x"]']});
  }

  rest(request, answer) {
    let body = '';
    request.on('data', (more) => (body += more));
    request.on('end', () => {
      const json = (status, value) => {
        answer.writeHead(status, {'Content-Type': 'application/json'});
        answer.end(value === undefined ? undefined : JSON.stringify(value));
        this.happened();
      };
      const callback = /\/interactions\/\d+\/[^/]+\/callback/.test(request.url);
      if (!callback && request.headers.authorization !== `Bot ${this.token}`) {
        this.refused.push(`${request.method} ${request.url}`);
        return json(401, {message: '401: Unauthorized', code: 0});
      }
      const [, channel] = /^\/api\/v10\/channels\/(\d+)\/messages$/.exec(request.url) ?? [];
      if (request.method === 'POST' && channel) {
        const message = {
          ...JSON.parse(body),
          id: this.id(),
          channel_id: channel,
          author: bot,
          type: 0,
          attachments: [],
        };
        this.sent.push({channel, body: message});
        return json(200, message);
      }
      if (request.method === 'PUT' && /\/commands$/.test(request.url)) return json(200, JSON.parse(body));
      if (request.url.endsWith('/users/@me')) return json(200, bot);
      if (/\/(typing|callback)/.test(request.url)) return json(204);
      if (request.method === 'GET' && /\/(messages|commands)/.test(request.url)) return json(200, []);
      json(404, {message: '404: Not Found', code: 0});
    });
  }

  /** A direct message of a member arrives. */
  says(content, more = {}) {
    this.dispatch('MESSAGE_CREATE', {
      id: this.id(),
      channel_id: '777',
      author: {id: '42', username: 'ada', global_name: 'Ada', discriminator: '0', avatar: null},
      content,
      timestamp: new Date().toISOString(),
      edited_timestamp: null,
      tts: false,
      mention_everyone: false,
      mentions: [],
      mention_roles: [],
      attachments: [],
      embeds: [],
      pinned: false,
      type: 0,
      a_field_of_tomorrow: {x: 1},
      ...more,
    });
  }
}
