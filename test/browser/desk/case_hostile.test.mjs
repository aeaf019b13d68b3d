// What people wrote can never become markup, script, style or an address, and breaks no layout: the whole page with
// every text as bad as it gets, light and dark, narrow and wide.
import assert from 'node:assert/strict';
import {access_problems} from '../support/browser.mjs';
import {desk_story, faint_texts, fits, happen, open} from './desk.mjs';

const {step, world} = desk_story();
const logs = ['timeline-log', 'conversation-log'];

step('nothing of a hostile case runs, is asked for, or is a link', async () => {
  const {page, wrong} = await open(world, '/case/666?e=1&s=x', {viewport: {width: 400, height: 800}});
  await page.locator('#live[data-state="on"]').waitFor();
  happen(world.desk);
  await page.locator('#conversation-log .line[data-id="new-1"]').waitFor();
  assert.equal(await page.evaluate(() => window.broken), undefined);
  for (const tag of ['img', 'svg', 'iframe', 'object', 'embed', 'link', 'base', 'meta[http-equiv]'])
    assert.equal(await page.locator(tag).count(), 0, `there is an element ${tag}`);
  assert.equal(await page.locator('form').count(), 2);
  assert.equal(await page.locator('script').count(), 1);
  const links = await page
    .locator('a')
    .evaluateAll((all) => all.map((a) => [new URL(a.href).protocol, a.getAttribute('rel')]));
  for (const [protocol, rel] of links) {
    assert.ok(['http:', 'https:'].includes(protocol), `a link to ${protocol}`);
    assert.ok(rel === null || rel === 'noopener noreferrer nofollow');
  }
  const handlers = await page
    .locator('body *')
    .evaluateAll((all) =>
      all.flatMap((e) => e.getAttributeNames()).filter((n) => n.startsWith('on') || n === 'style'),
    );
  assert.deepEqual(handlers, []);
  assert.deepEqual(wrong, []);
  await page.context().close();
});

step('a script that got in all the same would not run', async () => {
  const {page, wrong} = await open(world, '/case/42?e=1&s=x');
  await page.evaluate(() => {
    const script = document.createElement('script');
    try {
      script.textContent = 'window.broken = 1';
    } catch {
      return;
    }
    document.body.append(script);
  });
  assert.equal(await page.evaluate(() => window.broken), undefined);
  assert.ok(
    wrong.some((w) => /Content Security Policy|TrustedScript/.test(w)),
    'the policy said nothing',
  );
  await page.context().close();
});

for (const width of [320, 400, 700, 1400])
  for (const colorScheme of ['light', 'dark'])
    step(`at ${width} px in ${colorScheme} colours everything fits and can be read`, async () => {
      for (const path of ['/case/42', '/case/1042', '/case/666', '/case/2']) {
        const {page} = await open(world, `${path}?e=1&s=x`, {viewport: {width, height: 900}, colorScheme});
        assert.ok(await fits(page), `${path} sticks out`);
        assert.deepEqual(await faint_texts(page), []);
        if (path !== '/case/2') assert.deepEqual(await access_problems(page, logs), []);
        await page.context().close();
      }
    });
