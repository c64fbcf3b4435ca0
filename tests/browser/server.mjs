// A static server on the loopback, as plain as those that recueil's sites are published on: it compresses text, and no more.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { createGzip } from 'node:zlib';

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.htm': 'text/html; charset=utf-8',
  '.xhtml': 'application/xhtml+xml',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.pdf': 'application/pdf',
  '.xml': 'application/xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

/**
 * @typedef {object} Served
 * @property {string} origin  `http://127.0.0.1:PORT`
 * @property {string} root    the address of the site's home, with a closing slash
 * @property {() => Promise<void>} close
 */

/**
 * Serves a folder under a base path, so that an address written from the root of the host is found out.
 *
 * @param {string} folder
 * @param {string} [base]  with a slash at both ends
 * @returns {Promise<Served>}
 */
export async function serve(folder, base = '/recueil/') {
  const server = createServer(async (request, response) => {
    const address = new URL(request.url ?? '/', 'http://site');
    // Browsers ask every host for it, for documents that cannot name their own.
    if (address.pathname === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    const found = address.pathname.startsWith(base)
      ? await fileAt(folder, decodeURIComponent(address.pathname.slice(base.length)))
      : null;
    if (found === 'folder') {
      response.writeHead(301, { location: `${address.pathname}/${address.search}` }).end();
      return;
    }
    const file = found ?? (await fileAt(folder, '404.html'));
    if (file === null || file === 'folder') {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
      return;
    }
    const type = TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
    const isText = /^text\/|json|xml/.test(type) && /\bgzip\b/.test(String(request.headers['accept-encoding']));
    const encoding = isText ? { 'content-encoding': 'gzip' } : {};
    // A reader who goes on to another page has its style sheet and its scripts already.
    const caching = { 'cache-control': found !== null && address.pathname.startsWith(`${base}assets/`) ? 'max-age=600' : 'no-store' };
    response.writeHead(found === null ? 404 : 200, { 'content-type': type, ...caching, ...encoding });
    const content = createReadStream(file);
    (isText ? content.pipe(createGzip()) : content).pipe(response);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const listening = server.address();
  if (listening === null || typeof listening === 'string') throw new Error('the server has no port');
  const origin = `http://127.0.0.1:${listening.port}`;
  return {
    origin,
    root: origin + base,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/**
 * The file that answers for a path; `folder` for one that lacks its closing slash.
 *
 * @param {string} folder
 * @param {string} path
 * @returns {Promise<string | 'folder' | null>}
 */
async function fileAt(folder, path) {
  const file = normalize(join(folder, path));
  if (file !== normalize(folder) && !file.startsWith(normalize(folder + sep))) return null;
  const found = await stat(file).catch(() => null);
  if (found?.isFile()) return file;
  if (!found?.isDirectory()) return null;
  if (path !== '' && !path.endsWith('/')) return 'folder';
  const index = join(file, 'index.html');
  return (await stat(index).catch(() => null))?.isFile() ? index : null;
}
