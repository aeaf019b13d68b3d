// Whoever can reach the HTTP port may send anything: refused, counted, and others are served meanwhile.
import assert from 'node:assert/strict';
import {createHmac, randomBytes} from 'node:crypto';
import {dial, post_webhook, send_raw} from './support/raw.mjs';
import {scenario} from './support/world.mjs';

const webhooks = [
  '/twilio/conversations',
  '/twilio/interactions',
  '/twilio/taskrouter',
  '/forward-to-discord',
];
const secret_text = 'nobody-may-read-this-in-the-log';
const added = {
  EventType: 'onMessageAdded',
  ConversationSid: `CH${'9'.repeat(32)}`,
  MessageSid: `IM${'9'.repeat(32)}`,
  Index: '0',
  Author: 'mallory',
  Body: secret_text,
  DateCreated: '2026-01-01T00:00:00.000Z',
  Source: 'SDK',
};
const rejects = 'flexcord_webhook_rejects_total';

const answers = async (w) => assert.equal((await fetch(`${w.node.url}/healthz`)).status, 200);

scenario('a webhook without a signature or with a wrong one', {}, async (w) => {
  for (const path of webhooks) {
    const url = w.node.url + path;
    for (const sign of [null, '', 'AAAA', 'x'.repeat(5000), Buffer.alloc(20).toString('base64')]) {
      const answer = await post_webhook(url, added, sign);
      assert.equal(answer.status, 403, `${path} with the signature ${sign}`);
    }
    const other = await post_webhook(`${url}?k=discord%3A1`, added, null);
    assert.equal(other.status, 403);
    assert.equal(await w.metric(rejects, {endpoint: path, reason: 'signature'}), 6);
  }
  // A signature for one form does not fit another.
  const url = `${w.node.url}/twilio/conversations`;
  const right = createHmac('sha1', 'sandbox-auth-token')
    .update(url + 'Bodyother')
    .digest('base64');
  assert.equal((await post_webhook(url, added, right)).status, 403);
  assert.ok(!w.node.err.includes(secret_text), 'the log has the body of a refused webhook');
});

scenario('a signed webhook of a conversation that nobody knows', {}, async (w) => {
  for (const path of webhooks.slice(0, 1)) {
    const answer = await post_webhook(w.node.url + path, added);
    assert.equal(answer.status, 204);
  }
  assert.equal(await w.metric(rejects, {reason: 'unknown_conversation'}), 1);
  const task = {
    EventType: 'task.canceled',
    Sid: `EV${'9'.repeat(32)}`,
    TaskSid: `WT${'9'.repeat(32)}`,
    TaskAttributes: '{}',
    TimestampMs: '1767225600000',
  };
  assert.equal((await post_webhook(`${w.node.url}/twilio/taskrouter`, task)).status, 204);
  assert.equal((await w.conversations()).length, 0);
  assert.equal((await w.api.requests({service: 'discord', method: 'POST', path: /messages/})).length, 0);
});

scenario('signed webhooks that make no sense', {}, async (w) => {
  const url = `${w.node.url}/twilio/conversations`;
  const cases = [
    [{Foo: 'bar'}, 400],
    [{EventType: ''}, 400],
    [{EventType: 'onSomethingNew', ConversationSid: 'CH1'}, 204],
    [{...added, Index: 'x'}, 400],
    [{EventType: 'onMessageAdded'}, 400],
    [{...added, Attributes: '{', Media: '['}, 400],
  ];
  for (const [form, status] of cases) {
    const answer = await post_webhook(url, form);
    assert.equal(answer.status, status, JSON.stringify(form));
  }
  assert.equal(await w.metric(rejects, {reason: 'malformed'}), 5);
  await answers(w);
});

scenario('a signed webhook whose k names nothing of ours', {}, async (w) => {
  const url = `${w.node.url}/twilio/conversations?k=${encodeURIComponent('no such key')}`;
  assert.equal((await post_webhook(url, added)).status, 204);
  await w.settled();
  await w.counted(rejects, {reason: 'unknown_conversation'});
  assert.equal((await w.api.requests({service: 'discord', method: 'POST', path: /messages/})).length, 0);
});

scenario('bodies and headers that are too long', {}, async (w) => {
  const long = Buffer.alloc((1 << 20) + 1, 'x');
  const declared = await fetch(`${w.node.url}/twilio/conversations`, {method: 'POST', body: long});
  assert.equal(declared.status, 413);
  const head = 'POST /twilio/conversations HTTP/1.1\r\nHost: x\r\n';
  assert.match(
    await send_raw(w.node, `${head}Content-Length: 99999999999\r\n\r\n`),
    /^HTTP\/1\.1 413 /,
    'refused by its announced length, before a byte of it',
  );
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  assert.match(
    await send_raw(w.node, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(17)}`),
    /^HTTP\/1\.1 413 /,
  );
  assert.match(
    await send_raw(w.node, `GET /healthz HTTP/1.1\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`),
    /^HTTP\/1\.1 431 /,
  );
  await w.counted(rejects, {reason: 'oversized'}, 4);
  await answers(w);
});

scenario('garbage on the HTTP port', {}, async (w) => {
  const garbage = [
    'hello\r\n\r\n',
    '\r\n\r\n\r\n\r\n\r\n',
    'GET\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
    'GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    'POST /twilio/conversations HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    'GET /%zz%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    `GET /${'a/'.repeat(5000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    Buffer.concat([Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]), randomBytes(400)]),
    Buffer.concat([
      Buffer.from([0xff, 0x00, 0x0d, 0x0a, 0x0d, 0x0a]),
      randomBytes(5000),
      Buffer.from('\r\n\r\n'),
    ]),
  ];
  for (const bytes of garbage) {
    const came = await send_raw(w.node, bytes);
    assert.ok(
      came === '' || /^HTTP\/1\.1 [45]\d\d /.test(came),
      `${bytes.slice(0, 60)}: came ${came.slice(0, 80)}`,
    );
    await answers(w);
  }
  await w.counted(rejects, {reason: 'malformed'}, 3);
});

scenario(
  'unknown paths, wrong methods, and addresses that may not see the metrics',
  {settings: {'http.metrics-allow': '["192.0.2.1"]'}},
  async (w) => {
    assert.equal((await fetch(`${w.node.url}/nothing`)).status, 404);
    const wrong = await fetch(`${w.node.url}/twilio/conversations`);
    assert.equal(wrong.status, 405);
    assert.match(wrong.headers.get('allow') ?? '', /POST/);
    const metrics = await fetch(`${w.node.url}/metrics`);
    assert.equal(metrics.status, 403);
    assert.match(await metrics.text(), /metrics-allow/);
  },
);

scenario('slow clients: half a request, and then nothing', {rasa: true}, async (w) => {
  const alice = await w.member();
  const slow = Array.from({length: 100}, (_, i) => {
    const c = dial(w.node);
    c.socket.write(
      i % 2
        ? 'POST /twilio/conversations HTTP/1.1\r\nHost: x\r\nContent-Le'
        : 'POST /twilio/conversations HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf',
    );
    return c;
  });
  await answers(w);
  await alice.writes('refund');
  await alice.sees('Purchases can be refunded');
  for (const c of slow) assert.match(await c.closed, /^(HTTP\/1\.1 408 |$)/);
  await w.counted(rejects, {reason: 'timeout'}, 100);
});

scenario('more connections than http.max-connections', {settings: {'http.max-connections': 8}}, async (w) => {
  const many = Array.from({length: 40}, () => dial(w.node));
  for (const c of many) c.socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
  const answered = () => many.map((c) => c.text().slice(9, 12)).filter(Boolean);
  await w.api.until('all are answered', async () => answered().length >= 40, {now: answered});
  assert.ok(answered().includes('503'), answered().join(' '));
  assert.ok(answered().includes('200'), answered().join(' '));
  for (const c of many) c.socket.destroy();
  await w.api.until(
    'others are served again',
    async () => (await fetch(`${w.node.url}/healthz`).catch(() => ({}))).status === 200,
  );
  await w.counted(rejects, {reason: 'connections'});
});

scenario(
  'the callback of a chatbot: unsigned, old, replayed',
  {settings: {'chatbot.secret': 'shared-with-the-bot'}},
  async (w) => {
    const post = (body, header) =>
      fetch(`${w.node.url}/bot/callback`, {
        method: 'POST',
        headers: header === null ? {} : {'X-Flexcord-Signature': header},
        body,
      });
    const sign = (body, at, key = 'shared-with-the-bot') =>
      `t=${at},v1=${createHmac('sha256', key).update(`${at}.${body}`).digest('hex')}`;
    const now = Math.floor(Date.now() / 1000);
    const body = JSON.stringify({session_id: 'discord:1', message_id: '1', replies: [{text: 'hi'}]});
    for (const header of [
      null,
      '',
      't=,v1=',
      `t=${now},v1=00`,
      sign(body, now, 'wrong'),
      sign(body, now - 301),
      sign(body, now + 400),
      sign('other', now),
    ])
      assert.equal((await post(body, header)).status, 403, `with ${header}`);
    assert.equal(await w.metric(rejects, {endpoint: '/bot/callback', reason: 'signature'}), 8);
    const first = await post(body, sign(body, now));
    assert.ok([202, 204, 400, 404].includes(first.status), `${first.status}`);
    // The same call, however its header is written.
    const [time, seal] = sign(body, now).split(',');
    for (const again of [
      `${time},${seal}`,
      `${seal},${time}`,
      `${time}, ${seal}`,
      `${time},v1=${seal.slice(3).toUpperCase()}`,
      `${time},${seal},${seal}`,
      `t=1,${time},v0=,${seal}`,
      `t=0${now},${seal}`,
    ])
      assert.equal((await post(body, again)).status, 403, `with ${again}`);
    assert.equal(await w.metric(rejects, {endpoint: '/bot/callback', reason: 'replay'}), 7);
    for (const broken of ['', '{', '[]', 'null', '{"session_id":null}'])
      assert.equal((await post(broken, sign(broken, now))).status, 400, `with ${broken}`);
  },
);
