// Another case system on a free port of this machine: it keeps what it was told, and can be out of order.
import {createHmac} from 'node:crypto';
import {createServer} from 'node:http';

const secret = 'a-key-of-the-test';

/** {settings, calls, refuse(n), until(look), close()}. `calls`: what was taken, as told; `attempts` counts all. */
export async function case_system() {
  const it = {calls: [], attempts: 0, badly_signed: 0, left_to_refuse: 0};
  const waiting = new Set();
  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts).toString();
    ++it.attempts;
    const [, t, seal] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(request.headers['x-flexcord-signature'] ?? '') ?? [];
    if (!t || seal !== createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')) ++it.badly_signed;
    if (it.left_to_refuse > 0) {
      --it.left_to_refuse;
      response.writeHead(503).end();
    } else {
      it.calls.push(JSON.parse(body));
      response.writeHead(204).end();
    }
    for (const look of [...waiting]) look();
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  it.settings = {
    'cases.webhook-url': `http://127.0.0.1:${server.address().port}/cases`,
    'cases.webhook-secret': secret,
    'http.allow-plain-upstreams': true,
  };
  it.refuse = (n) => (it.left_to_refuse = n);
  it.until = (wanted) =>
    new Promise((done, fail) => {
      const limit = setTimeout(() => fail(new Error(`after 30 s the case system has ${JSON.stringify(it.calls)}`)), 30_000);
      const look = () => {
        if (!wanted(it)) return;
        clearTimeout(limit);
        waiting.delete(look);
        done();
      };
      waiting.add(look);
      look();
    });
  it.close = () => new Promise((closed) => server.close(closed).closeAllConnections());
  return it;
}
