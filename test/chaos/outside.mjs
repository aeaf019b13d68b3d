// Another case system: it is told of every change of a case, and does not always answer.
import {createHmac} from 'node:crypto';
import {createServer} from 'node:http';

export const outside_secret = 'shared-with-the-other-system';
const slow = 200; // ms

const sealed = (body, header) => {
  const [, at, seal] = /^t=(\d+),v1=(\w+)$/.exec(header ?? '') ?? [];
  return seal !== undefined && seal === createHmac('sha256', outside_secret).update(`${at}.${body}`).digest('hex');
};

export class outside {
  constructor(throws) {
    this.dice = throws;
    this.calls = []; // {id, n, case, kind, event, status, note, sealed, taken} in the order in which they came
    this.seen = new Set();
    this.counts = {};
    this.http = createServer((request, response) => this.hears(request, response));
  }

  async opens() {
    await new Promise((done) => this.http.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${this.http.address().port}/cases`;
  }
  async closes() {
    this.http.closeAllConnections();
    await new Promise((done) => this.http.close(done));
  }
  /** From now on everything is answered. */
  calm = () => (this.is_calm = true);

  async hears(request, response) {
    let body = '';
    try {
      for await (const part of request) body += part;
    } catch {
      return; // the node died while it spoke
    }
    const {id, event, note, case: it} = JSON.parse(body);
    const [, number, n] = id.split(':').map(Number);
    const how = this.is_calm || this.seen.has(id) ? 'well' : this.answers();
    this.seen.add(id);
    if (how !== 'well') this.counts[how] = (this.counts[how] ?? 0) + 1;
    const call = {id, n, case: number, kind: it.kind, event, status: it.status, note, taken: false};
    call.sealed = sealed(body, request.headers['x-flexcord-signature']);
    this.calls.push(call);
    if (how === 'case webhook reset') return request.socket.destroy();
    if (how === 'case webhook 500') return response.writeHead(500).end();
    if (how === 'case webhook 503') return response.writeHead(503, {'Retry-After': '1'}).end();
    call.taken = true;
    if (how === 'case webhook slow') setTimeout(() => response.writeHead(204).end(), slow);
    else response.writeHead(204).end();
  }

  answers() {
    const throw_of = this.dice.next();
    return ways_to_fail.find((_, i) => throw_of < (i + 1) * 0.03) ?? 'well';
  }
}
export const ways_to_fail = ['case webhook reset', 'case webhook 500', 'case webhook 503', 'case webhook slow'];
