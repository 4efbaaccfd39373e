import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';
import { serve } from '../testdata/serve.ts';

const executablePath = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  existsSync,
);

describe('the page', () => {
  it('comes whole from its own server, under a policy without inline scripts', async () => {
    const { application, call } = await serve();
    const { headers, text } = await call('GET', '/');
    assert.match(
      headers.get('content-security-policy')!,
      /default-src 'none'; script-src 'self'; style-src 'self'/,
    );
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal((await call('GET', '/docs')).text, text);
    assert.doesNotMatch(text, /<script(?![^>]* src=)|<style| style=| on\w+=|https?:/);
    const asked = [...text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path!);
    const seen = new Set<string>();
    for (let path = asked.pop(); path; path = asked.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const file = await call('GET', path);
      assert.equal(file.status, 200, path);
      asked.push(...[...file.text.matchAll(/from '\.(\/[^']+)'/g)].map(([, module]) => `/docs${module}`));
    }
    assert.ok(seen.has('/docs/schema.js'));
    await application.stop(0);
  });
});

describe('the page in a browser', {
  skip: executablePath ? false : 'needs chromium ($CHROMIUM names it)',
}, () => {
  let served: Awaited<ReturnType<typeof serve>>;
  let browser: Browser;
  let page: Page;
  const failures: string[] = [];

  before(async () => {
    served = await serve();
    const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
    browser = await chromium.launch({ executablePath: executablePath!, args });
    page = await browser.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', error => failures.push(error.message));
    page.on('console', message => {
      if (message.text().includes('Content Security Policy')) failures.push(message.text());
    });
    await page.goto(served.url);
    // Keys are listened to from when the list is there.
    await page.waitForSelector('#list a');
  });
  after(async () => {
    await browser.close();
    await served.application.stop(0);
  });

  it('finds a method by keyboard and sends it with the token', async () => {
    await page.fill('#token', 'secret');
    await page.locator('#main').focus();
    await page.keyboard.press('/');
    await page.keyboard.type('ping');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForSelector('h1:text("Library.Ping")');
    await page.click('button.primary');
    await page.waitForSelector('.status .good');
    assert.match((await page.textContent('.output pre'))!, /"token": "secret"/);
    await page.click('button:text("Copy as curl")');
    await page.reload();
    assert.equal(await page.inputValue('#token'), 'secret', 'the tab keeps it');
  });

  it('fills in an example that the server accepts', async () => {
    await page.goto(`${served.url}/#hawser.test.v1.Library.CreateBook`);
    await page.waitForSelector('h1:text("Library.CreateBook")');
    await page.fill('[id="p-shelves"]', 'a b');
    await page.click('button:text("All fields")');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('.output pre:has-text(\'"name": "shelves/a b/books/new"\')');
  });

  it('shows the messages of a stream as they come, and stops it', async () => {
    await page.goto(`${served.url}/#hawser.test.v1.Library.WatchBooks`);
    await page.fill('#p-count', '3');
    await page.selectOption('#p-wait', 'true');
    await page.click('button.primary');
    await page.waitForSelector('.output pre:has-text("Volume 2")');
    await page.click('button:text("Stop")');
    await page.waitForSelector('.status:has-text("stopped")');
    assert.deepEqual(failures, []);
  });
});
