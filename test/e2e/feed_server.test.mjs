// The site that the announcement tests read: what it promises them.
import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {atom, faults, feed_server, rss} from './support/feed_server.mjs';

const open = [];
const site_of = async (form) => {
  const site = await feed_server(form);
  open.push(site);
  return site;
};
after(() => Promise.all(open.map((site) => site.close())));

const titles = (text) => [...text.matchAll(/<(?:item|entry)>.*?<title>(.*?)<\/title>/g)].map((m) => m[1]);

for (const form of ['rss', 'atom'])
  test(`a site of ${form} shows the newest entry first and says when nothing has changed`, async () => {
    const site = await site_of(form);
    site.publish({title: 'One'});
    const two = site.publish({title: 'Two & <three>'});
    const first = await fetch(site.url);
    assert.match(first.headers.get('content-type'), new RegExp(`^application/${form}\\+xml`));
    assert.deepEqual(titles(await first.text()), ['Two &#38; &#60;three&#62;', 'One']);
    const etag = first.headers.get('etag');
    const again = () => fetch(site.url, {headers: {'If-None-Match': etag}});
    assert.equal((await again()).status, 304);
    site.edit(two, {text: 'other'});
    assert.equal((await again()).status, 200);
    site.reorder();
    assert.deepEqual(titles(await (await again()).text()), ['One', 'Two &#38; &#60;three&#62;']);
    assert.equal((await site.asked(4)).length, 4);
  });

test('a site without entity tags goes by the date of its last change', async () => {
  const site = await site_of();
  site.validator = 'date';
  site.publish();
  const date = (await fetch(site.url)).headers.get('last-modified');
  const again = () => fetch(site.url, {headers: {'If-Modified-Since': date}});
  assert.equal((await again()).status, 304);
  site.publish();
  assert.equal((await again()).status, 200);
});

test('faults come once each, in the order in which they were asked for', async () => {
  const site = await site_of();
  site.publish();
  site.next('gone', 'busy', 'truncated', 'malformed', 'page', 'zipped', 'inwards');
  const ask = () => fetch(site.url, {redirect: 'manual', headers: {'Accept-Encoding': 'identity'}});
  assert.equal((await ask()).status, 410);
  const busy = await ask();
  assert.equal(busy.status, 503);
  assert.equal(busy.headers.get('retry-after'), '1');
  assert.ok(!(await (await ask()).text()).includes('</rss>'));
  assert.ok((await (await ask()).text()).includes('</chanel>'));
  assert.equal((await ask()).headers.get('content-type'), 'text/html');
  assert.equal((await ask()).headers.get('content-encoding'), 'gzip');
  assert.equal((await ask()).headers.get('location'), 'http://169.254.169.254/latest/');
  assert.equal((await ask()).status, 200);
  assert.throws(() => site.next('unheard-of'), /no such fault/);
});

test('a cut answer breaks off and an oversized one is larger than any feed may be', async () => {
  const site = await site_of();
  site.publish();
  site.next('cut', 'oversized');
  await assert.rejects(fetch(site.url).then((r) => r.text()));
  assert.ok((await (await fetch(site.url)).text()).length > 16_000_000);
});

test('every fault has a name and the documents are whole', () => {
  assert.equal(Object.values(faults).every((f) => typeof f === 'function'), true);
  for (const text of [rss([]), atom([])]) assert.match(text, /<\/(rss|feed)>$/);
});
