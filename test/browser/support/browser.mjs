// A headless Chromium on the sandbox's page that notes what a page must not do.
import {chromium} from 'playwright-core';

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const start_browser = () =>
  chromium.launch({
    executablePath: process.env.FLEXCORD_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args,
  });

/** Opens `base` in a window of its own: {page, wrong}. `wrong` collects errors and requests to elsewhere. */
export async function open_page(browser, base, options = {}) {
  const context = await browser.newContext({viewport: {width: 1366, height: 860}, ...options});
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const wrong = [];
  page.on('console', (m) => {
    if (m.type() === 'error' || m.type() === 'warning') wrong.push(`console: ${m.text()}`);
  });
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
  page.on('request', (r) => {
    if (new URL(r.url()).origin !== base) wrong.push(`request to another origin: ${r.url()}`);
  });
  page.on('websocket', (socket) => {
    if (new URL(socket.url()).host !== new URL(base).host)
      wrong.push(`WebSocket to another host: ${socket.url()}`);
  });
  page.on('response', (r) => {
    if (r.status() >= 400) wrong.push(`${r.request().method()} ${r.url()} was answered ${r.status()}`);
  });
  await page.goto(base);
  return {page, wrong};
}

/** Writes to the 'bot' (as the member) or to the 'customer' (as the agent). */
export async function write(page, whom, text) {
  await page.getByLabel(`Message to the ${whom}`, {exact: true}).fill(text);
  await page.getByRole('button', {name: `Send: Message to the ${whom}`}).click();
}

/** What each side shows, oldest first: [{author, text}]. */
export const shown = (page, log) =>
  page
    .locator(`#${log} > li`)
    .evaluateAll((rows) =>
      rows.map((r) => ({author: r.dataset.author, text: r.querySelector('.text')?.innerText ?? ''})),
    );

/** Waits until that side shows a message with this text. */
export const sees = (page, log, text) =>
  page.locator(`#${log} > li .text`, {hasText: text}).first().waitFor();

/** What people with a screen reader or a keyboard trip over; empty when nothing. `logs`: ids of lists that grow. */
export const access_problems = (page, logs = ['member-log', 'agent-log']) =>
  page.evaluate((growing) => {
    const found = [];
    const visible = (e) => e.checkVisibility({visibilityProperty: true});
    const name_of = (e) =>
      (e.getAttribute('aria-label') ?? '').trim() ||
      (e.getAttribute('aria-labelledby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' ')
        .trim() ||
      [...(e.labels ?? [])]
        .map((l) => l.textContent)
        .join(' ')
        .trim() ||
      (e.matches('button, a, summary') ? e.textContent.trim() : '');
    const what = (e) => e.outerHTML.slice(0, 120);
    const controls = 'button, a, summary, input:not([type="hidden"]), textarea, select, [role="tab"]';
    for (const e of document.querySelectorAll(controls)) {
      if (!name_of(e)) found.push(`no name: ${what(e)}`);
      if (e.tabIndex > 0) found.push(`a tab order of its own: ${what(e)}`);
    }
    for (const e of document.querySelectorAll('img'))
      if (!e.hasAttribute('alt')) found.push(`no alternative text: ${what(e)}`);
    for (const e of document.querySelectorAll('section, aside, nav, dialog, [role="log"], [role="region"]'))
      if (!name_of(e)) found.push(`no name: ${what(e)}`);
    for (const e of document.querySelectorAll('[aria-controls], [aria-labelledby], label[for]'))
      for (const id of (
        e.getAttribute('aria-controls') ??
        e.getAttribute('aria-labelledby') ??
        e.htmlFor
      ).split(' '))
        if (!document.getElementById(id)) found.push(`refers to #${id}, which is not there: ${what(e)}`);
    const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
    for (const id of new Set(ids.filter((x, i) => ids.indexOf(x) !== i)))
      found.push(`two elements have the id ${id}`);
    for (const e of document.querySelectorAll('div[onclick], span[onclick]'))
      found.push(`clickable but no button: ${what(e)}`);
    const levels = [...document.querySelectorAll('h1, h2, h3, h4')]
      .filter(visible)
      .map((e) => Number(e.tagName[1]));
    levels.forEach((n, i) => {
      if (i && n > levels[i - 1] + 1) found.push(`heading level jumps from ${levels[i - 1]} to ${n}`);
    });
    if (!document.documentElement.lang) found.push('the page says no language');
    if (document.querySelectorAll('main').length !== 1) found.push('not exactly one main part');
    for (const id of growing) {
      const live = document.getElementById(id).getAttribute('aria-live');
      if (live !== 'polite') found.push(`new messages are not read aloud: #${id} has aria-live ${live}`);
    }
    return found;
  }, logs);
