// A site with a feed, on a free port of this machine: what it answers is scripted, what it was asked is kept.
//
//   const site = await feed_server();                        // site.url: the feed's address
//   site.publish({title: 'One', text: '<b>hi</b>'});         // the newest entry stands first
//   site.next('gone');                                       // one of `faults`, for the next request
//   await site.asked(2);                                     // resolves when it was asked twice
//   await site.close();
import {createHmac} from 'node:crypto';
import {createServer} from 'node:http';

const escaped = (text) =>
  String(text).replace(/[&<>"']/g, (c) => `&#${c.codePointAt(0)};`);

const rss_item = (e) =>
  [
    '<item>',
    `<title>${escaped(e.title)}</title>`,
    e.link && `<link>${escaped(e.link)}</link>`,
    `<guid isPermaLink="false">${escaped(e.id)}</guid>`,
    e.date && `<pubDate>${e.date.toUTCString()}</pubDate>`,
    `<description>${escaped(e.text)}</description>`,
    '</item>',
  ]
    .filter(Boolean)
    .join('');

const atom_entry = (e) =>
  [
    '<entry>',
    `<id>${escaped(e.id)}</id>`,
    `<title>${escaped(e.title)}</title>`,
    e.link && `<link href="${escaped(e.link)}"/>`,
    e.date && `<updated>${e.date.toISOString()}</updated>`,
    `<content type="html">${escaped(e.text)}</content>`,
    '</entry>',
  ]
    .filter(Boolean)
    .join('');

/** RSS 2.0 with these entries, in this order. */
export const rss = (entries, title = 'Sample site') =>
  `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>${escaped(title)}</title>` +
  `<link>https://site.example/</link>${entries.map(rss_item).join('')}</channel></rss>`;

/** Atom 1.0 with these entries, in this order. */
export const atom = (entries, title = 'Sample site') =>
  `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>${escaped(title)}</title>` +
  `<link href="https://site.example/"/>${entries.map(atom_entry).join('')}</feed>`;

/** What can go wrong with one answer. Each gets (request, response, body of the good answer). */
export const faults = {
  gone: (request, response) => response.writeHead(410).end('gone'),
  missing: (request, response) => response.writeHead(404).end(),
  busy: (request, response) => response.writeHead(503, {'Retry-After': '1'}).end(),
  silent: () => {},
  cut: (request, response, body) => {
    response.writeHead(200, {'Content-Type': 'application/rss+xml', 'Content-Length': Buffer.byteLength(body)});
    response.write(body.slice(0, body.length / 2), () => response.destroy());
  },
  truncated: (request, response, body) =>
    response.writeHead(200, {'Content-Type': 'application/rss+xml'}).end(body.slice(0, body.length / 2)),
  malformed: (request, response, body) =>
    response.writeHead(200, {'Content-Type': 'application/rss+xml'}).end(body.replace('</channel>', '</chanel>')),
  bomb: (request, response, body) =>
    response
      .writeHead(200, {'Content-Type': 'application/rss+xml'})
      .end(body.replace('?>', '?><!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>')),
  oversized: (request, response) =>
    response.writeHead(200, {'Content-Type': 'application/rss+xml'}).end('<rss>' + ' '.repeat(16 << 20)),
  page: (request, response) => response.writeHead(200, {'Content-Type': 'text/html'}).end('<!doctype html><p>hi'),
  zipped: (request, response) =>
    response
      .writeHead(200, {'Content-Type': 'application/rss+xml', 'Content-Encoding': 'gzip'})
      .end(Buffer.from([0x1f, 0x8b, 8, 0])),
  loop: (request, response) => response.writeHead(302, {Location: request.url}).end(),
  inwards: (request, response) => response.writeHead(302, {Location: 'http://169.254.169.254/latest/'}).end(),
};

class server {
  constructor(form) {
    this.form = form;
    this.entries = [];
    this.requests = []; // {at, url, headers, status} in order
    this.script = []; // faults for the next requests
    this.version = 1;
    this.validator = 'etag'; // how it says that nothing has changed: 'etag', 'date' (Last-Modified) or 'none'
    this.published = 0;
    this.waiting = [];
    this.http = createServer((request, response) => this.#answer(request, response));
  }

  async start() {
    await new Promise((done) => this.http.listen(0, '127.0.0.1', done));
    this.http.unref(); // a test that fails early leaves it to the process
    this.url = `http://127.0.0.1:${this.http.address().port}/feed`;
    return this;
  }

  /** Adds an entry on top; what is not given is made up. Resolves at once to the entry. */
  publish({id, title, link, text = 'Text', date = new Date()} = {}) {
    const n = ++this.published;
    const entry = {
      id: id ?? `entry-${n}`,
      title: title ?? `Entry ${n}`,
      link: link ?? `https://site.example/${n}`,
      text,
      date,
    };
    this.entries.unshift(entry);
    this.changed();
    return entry;
  }

  /** Changes an entry, or its text. */
  edit(entry, change) {
    Object.assign(entry, change);
    this.changed();
  }

  /** Shows the entries in another order. */
  reorder(compare = () => 0) {
    this.entries = this.entries.toReversed().sort(compare);
    this.changed();
  }

  /** The document has another validator from now on. */
  changed() {
    ++this.version;
  }

  /** The next requests meet these faults (names of `faults`, or functions like them), one each. */
  next(...some) {
    this.script.push(...some.map((f) => (typeof f === 'function' ? f : faults[f])));
    if (this.script.includes(undefined)) throw new Error(`no such fault among ${some}`);
  }

  body() {
    return (this.form === 'atom' ? atom : rss)(this.entries);
  }

  /** Resolves when `count` requests have come in all. */
  asked(count) {
    if (this.requests.length >= count) return Promise.resolve(this.requests);
    return new Promise((done) => this.waiting.push({count, done}));
  }

  async close() {
    this.http.closeAllConnections();
    await new Promise((done) => this.http.close(done));
  }

  #answer(request, response) {
    const record = {at: Date.now(), url: request.url, headers: request.headers, status: null};
    this.requests.push(record);
    response.on('close', () => (record.status = response.headersSent ? response.statusCode : null));
    this.waiting = this.waiting.filter(({count, done}) => {
      if (this.requests.length < count) return true;
      done(this.requests);
      return false;
    });
    const fault = this.script.shift();
    if (fault) return fault(request, response, this.body());
    const seals = {
      etag: {ETag: `"v${this.version}"`},
      date: {'Last-Modified': new Date(this.version * 1000).toUTCString()},
      none: {},
    }[this.validator];
    const known = [request.headers['if-none-match'], request.headers['if-modified-since']];
    if (Object.values(seals).some((seal) => known.includes(seal))) return response.writeHead(304, seals).end();
    response
      .writeHead(200, {'Content-Type': `application/${this.form}+xml; charset=utf-8`, ...seals})
      .end(this.body());
  }
}

/** A running site; `form` is 'rss' or 'atom'. */
export const feed_server = (form = 'rss') => new server(form).start();

/** Posts to the announcement hook of a node as an automation does; `at` and `sign` make it wrong on purpose. */
export function post_hook(node, secret, what, {at = Math.floor(Date.now() / 1000), sign, key} = {}) {
  const body = typeof what === 'string' ? what : JSON.stringify(what);
  const seal = sign ?? createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  return fetch(`${node.url}/hooks/announcements`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-Flexcord-Signature': `t=${at},v1=${seal}`,
      ...(key ? {'Idempotency-Key': key} : {}),
    },
    body,
  });
}
