// A stand-in for the node in front of the desk's pages: it hands out what the real code prints, holds event streams
// open, and notes what comes.
import {spawnSync} from 'node:child_process';
import http from 'node:http';
import {join} from 'node:path';
import {steps} from '../../support/steps.mjs';
import {open_page, start_browser} from '../support/browser.mjs';

const program = join(process.env.FLEXCORD_BINARIES, 'tests', 'desk-pages');

/** What the program prints. */
function printed(args, input = '') {
  const {status, stdout, stderr} = spawnSync(program, args, {input, maxBuffer: 1 << 26});
  if (status !== 0) throw new Error(`desk-pages ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

/** Headers and body of an answer: the program prints them one after the other. */
function answer_with(response, bytes, status = 200) {
  const end = bytes.indexOf('\n\n');
  for (const row of bytes.subarray(0, end).toString().split('\n')) {
    const at = row.indexOf(': ');
    response.setHeader(row.slice(0, at), row.slice(at + 2));
  }
  response.statusCode = status;
  response.end(bytes.subarray(end + 2));
}

/** A page that shows the case in a frame. */
const frame = (base) =>
  `<!doctype html><title>Flex</title><iframe src="${base}/case/42?e=1&s=x" width="400" height="700"></iframe>`;

/** Starts it: {base, posts, streams, asked, now}. `now` is the scene that a POST is compared with. */
export async function start_desk() {
  const world = {posts: [], streams: [], asked: [], now: 'short', refuse: 0};
  const scenes = {42: 'short', 1042: 'long', 666: 'hostile', 1: 'read', 2: 'refused'};
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url, 'http://desk');
    const [, what, number, part] = url.pathname.split('/');
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const is_frame = what === 'flex' || what === 'elsewhere';
    if (world.refuse) {
      response.writeHead(world.refuse, {'content-type': 'text/html'}).end('<!doctype html><title>x</title>');
    } else if (is_frame) {
      response.writeHead(200, {'content-type': 'text/html'}).end(frame(world.base));
    } else if (part === 'events') {
      response.writeHead(200, {'content-type': 'text/event-stream', 'cache-control': 'no-store'});
      response.write('\n');
      world.streams.push({response, url, from: request.headers['last-event-id']});
    } else if (what === 'case' && request.method === 'POST') {
      world.posts.push({url, fields: Object.fromEntries(new URLSearchParams(body))});
      const out = printed(
        ['post', world.now, request.headers['content-type'], request.headers.accept ?? ''],
        body,
      );
      const end = out.indexOf('\n');
      answer_with(response, out.subarray(end + 1), Number(out.subarray(0, end)));
    } else if (what === 'case' && scenes[number] === 'refused') {
      answer_with(response, printed(['refused']), 403);
    } else if (what === 'case') {
      answer_with(response, printed(['page', scenes[number] ?? 'short']));
    } else if (what === 'console') {
      answer_with(response, printed(['list']));
    } else if (what === 'api') {
      world.asked.push({url, token: request.headers.authorization, cookie: request.headers.cookie});
      if (request.headers.authorization !== 'Bearer right') response.writeHead(401).end();
      else answer_with(response, printed([url.pathname.includes('/export/') ? 'csv' : 'rows']));
    } else {
      response.writeHead(200, {'content-type': 'text/html'}).end('<!doctype html><title>x</title>');
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  world.port = server.address().port;
  world.base = `http://127.0.0.1:${world.port}`;
  world.stop = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(() => done(undefined)));
  };
  return world;
}

/** The three events that the program prints, to the newest stream. */
export const happen = (desk) => desk.streams.at(-1).response.write(printed(['events']));

/** A story over one such desk and one browser. */
export const desk_story = () =>
  steps(async (world) => {
    world.desk = await start_desk();
    world.stops.push(world.desk);
    world.browser = await start_browser();
    world.stops.push({stop: () => world.browser.close()});
  });

/** Opens a path in a window of its own: {page, wrong}. */
export async function open(world, path, options) {
  const opened = await open_page(world.browser, world.desk.base, options);
  await opened.page.goto(world.desk.base + path);
  return opened;
}

/** True when nothing sticks out at the side. */
export const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

/** Visible texts whose contrast is below WCAG's AA for normal text, 4.5 to 1. */
export const faint_texts = (page) =>
  page.evaluate(() => {
    const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
    const channel = (c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
    const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    function ground(e) {
      for (let at = e; at; at = at.parentElement) {
        const [r, g, b, a = 1] = numbers(getComputedStyle(at).backgroundColor);
        if (a > 0.99) return [r, g, b];
      }
      return [255, 255, 255];
    }
    const found = [];
    for (const e of document.querySelectorAll('body *')) {
      const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
      if (!own || !e.checkVisibility({visibilityProperty: true}) || e.closest('template, script, option')) continue;
      const [a, b] = [light(numbers(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
      const ratio = (a + 0.05) / (b + 0.05);
      const text = e.textContent.slice(0, 40);
      if (ratio < 4.5) found.push(`${ratio.toFixed(2)}: <${e.tagName} class="${e.className}"> ${text}`);
    }
    return [...new Set(found)];
  });
