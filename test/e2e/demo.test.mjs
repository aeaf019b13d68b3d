// The scripted demo: the whole conversation, and the same with a kill -9 in its middle.
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {articles, binaries, run} from './support/programs.mjs';

const play = async (...more) => {
  const folder = mkdtempSync(join(tmpdir(), 'flexcord-e2e-'));
  const args = ['--script', ...more, `--binaries=${binaries}`, `--articles=${articles}`];
  const done = await run('flexcord-demo', args, {folder});
  rmSync(folder, {recursive: true, force: true});
  assert.deepEqual(
    {code: done.code, signal: done.signal},
    {code: 0, signal: null},
    `the demo failed\n${done.out}\n${done.err}`,
  );
  assert.match(done.out, /every message arrived once and in order/);
  return done.out;
};

test('the scripted conversation plays from the bot to a person and back', {timeout: 120_000}, async () => {
  const transcript = await play();
  for (const line of [
    'Case #1 was created',
    'Mike has joined',
    '[completes the task]',
    'You are back with the assistant',
  ])
    assert.ok(transcript.includes(line), `expected ${line} in\n${transcript}`);
});

test('a node that is killed in the middle and started again goes on', {timeout: 120_000}, async () => {
  assert.match(await play('--kill'), /kill -9, and started again/);
});

test('an unknown option is explained', async () => {
  const done = await run('flexcord-demo', ['--no-such-option']);
  assert.equal(done.code, 64);
  assert.match(done.err, /usage:/);
});
