// The operators' list of cases (checklist 33): token, filters, pages, export; hostile rows; narrow and wide.
import assert from 'node:assert/strict';
import {access_problems} from '../support/browser.mjs';
import {desk_story, faint_texts, fits, open} from './desk.mjs';

const {step, world} = desk_story();
let page, wrong;
const rows = () => page.locator('#rows tr');
const last_asked = () => world.desk.asked.at(-1);

step('the list asks for the token; a wrong one is told', async () => {
  ({page, wrong} = await open(world, '/console/cases?status=open'));
  await page.getByLabel('Token').fill('wrong');
  await page.keyboard.press('Enter');
  await page.getByText('This token is not the right one.').waitFor();
  assert.equal(last_asked().token, 'Bearer wrong');
  wrong.splice(0, wrong.length, ...wrong.filter((w) => !w.includes('401')));
});

step('with the right one the cases are listed as the address says', async () => {
  await page.getByLabel('Token').fill('right');
  await page.keyboard.press('Enter');
  await rows().first().waitFor();
  assert.equal(await rows().count(), 50);
  assert.equal(last_asked().url.search, '?status=open');
  assert.equal(last_asked().cookie, undefined);
  assert.equal(await page.locator('#state').innerText(), '1 to 50');
  assert.deepEqual(await access_problems(page, []), []);
});

step('what people wrote is text there too', async () => {
  const row = rows().nth(2);
  assert.match(await row.innerText(), /<script>broken=1/);
  assert.equal(await row.locator('a').count(), 0);
  assert.equal(await page.evaluate(() => window.broken), undefined);
});

step('filters, search, order and pages make the question', async () => {
  await page.getByLabel('Search').fill('lantern rain');
  await page.getByLabel('Kind').selectOption('bug');
  await page.getByLabel('Sort by').selectOption('votes');
  const asked = world.desk.asked.length;
  await page.keyboard.press('Enter');
  await page.getByRole('button', {name: 'Find'}).click();
  await page.locator('#state', {hasText: '1 to 50'}).waitFor();
  assert.ok(world.desk.asked.length > asked);
  assert.equal(last_asked().url.search, '?q=lantern+rain&status=open&kind=bug&sort=votes');
  await page.getByRole('button', {name: 'Next page'}).click();
  await page.locator('#page', {hasText: 'Page 2'}).waitFor();
  assert.equal(last_asked().url.searchParams.get('page'), '2');
  assert.equal(new URL(page.url()).searchParams.get('page'), '2');
  await page.getByRole('button', {name: 'Clear'}).click();
  await page.locator('#page', {hasText: 'Page 1'}).waitFor();
  assert.equal(last_asked().url.search, '');
});

step('the export is a file, asked with the token in a header', async () => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', {name: 'Cases as CSV'}).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'cases.csv');
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  const [columns, row] = Buffer.concat(chunks).toString().split('\r\n');
  assert.match(columns, /^case,kind,status,/);
  assert.match(row, /^42,bug,.*'=1\+1,.*Zoë/);
  assert.equal(last_asked().url.pathname + last_asked().url.search, '/api/v1/export/cases?format=csv');
  assert.equal(last_asked().token, 'Bearer right');
});

step('the token stays in this window until it is forgotten', async () => {
  await page.reload();
  await rows().first().waitFor();
  assert.deepEqual(await page.context().cookies(), []);
  assert.ok(!page.url().includes('right'));
  await page.getByRole('button', {name: 'Forget the token'}).click();
  await page.getByLabel('Token').waitFor();
  assert.equal(await rows().count(), 0);
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  assert.deepEqual(wrong, []);
  await page.context().close();
});

for (const width of [400, 1400])
  for (const colorScheme of ['light', 'dark'])
    step(`at ${width} px in ${colorScheme} colours the list fits and can be read`, async () => {
      ({page} = await open(world, '/console/cases', {viewport: {width, height: 900}, colorScheme}));
      await page.getByLabel('Token').fill('right');
      await page.keyboard.press('Enter');
      await rows().first().waitFor();
      assert.ok(await fits(page));
      assert.deepEqual(await faint_texts(page), []);
      await page.context().close();
    });
