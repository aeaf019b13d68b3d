// Forms, posts and answers about reports, in all languages and as long as members can make them, are in Discord's
// official API spec. tests/test-discord-bodies makes them with the node's own code.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {test} from 'node:test';
import {check_discord} from './support/discord_spec.mjs';

const program = join(process.env.FLEXCORD_BINARIES, 'tests', 'test-discord-bodies');
const bodies = execFileSync(program, {encoding: 'utf8', maxBuffer: 64 << 20})
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const check = ({method, target, body}) =>
  check_discord({
    method,
    target: `/api/v10${target}`,
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify(body),
  });

test('every body is in the spec', () => {
  const counts = new Map();
  for (const b of bodies) {
    const found = check(b);
    assert.ok(found, `${b.method} ${b.target} is not in the spec`);
    assert.deepEqual(found.wrong, [], JSON.stringify(b.body).slice(0, 500));
    const name = `${found.operation} type ${b.body.type ?? '-'}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  for (const [name, n] of [...counts].sort()) console.log(`  ${String(n).padStart(4)}  ${name}`);
  assert.equal(counts.size, 6);
});

test('the spec would refuse what breaks its limits', () => {
  const modal = bodies.find((b) => b.body.type === 9);
  const post = bodies.find((b) => b.method === 'POST' && b.body.embeds && !b.body.type);
  const broken = (b, change) => {
    const copy = structuredClone(b);
    change(copy.body);
    return check(copy).wrong;
  };
  assert.notDeepEqual(broken(modal, (m) => (m.data.title = 'x'.repeat(46))), []);
  assert.notDeepEqual(broken(modal, (m) => (m.data.components[0].label = '')), []);
  assert.notDeepEqual(broken(modal, (m) => (m.data.components[4].component.max_values = 11)), []);
  assert.notDeepEqual(broken(post, (m) => (m.embeds[0].title = 'x'.repeat(257))), []);
  assert.notDeepEqual(broken(post, (m) => (m.components[0].components[0].label = 'x'.repeat(81))), []);
});

test('what the spec does not count is held too: all texts of a post, and its buttons', () => {
  for (const {body} of bodies)
    for (const data of [body, body.data ?? {}]) {
      const points = (text) => [...(text ?? '')].length;
      const total = (data.embeds ?? []).reduce(
        (sum, e) =>
          sum +
          points(e.title) +
          points(e.description) +
          points(e.footer?.text) +
          (e.fields ?? []).reduce((n, f) => n + points(f.name) + points(f.value), 0),
        0,
      );
      assert.ok(total <= 6000, `${total} characters`);
      assert.ok(points(data.content) <= 2000, `${points(data.content)} characters of content`);
    }
});
