// In the web extension host, an extension may start workers of its own only if it was loaded over http and not from the
// remote, and the workbench's content policy lets it fetch from its own origin only. So this front passes everything on
// to VS Code's server, save the extension's files and the page, in whose configuration it names the extension and suite.
import { readFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { extname, join, posix, relative, sep } from "node:path";

const PREFIX = "/extension-under-test";
const TYPES = {
  ".js": "text/javascript",
  ".cjs": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

/** Starts the front. `tests` is the suite's module, inside of the extension's folder; undefined where there is none. */
export async function startFront({ port, extension, tests }) {
  const held = new Set();
  const onward = (req) =>
    request({
      host: "127.0.0.1",
      port,
      method: req.method,
      path: req.url,
      headers: { ...req.headers, "accept-encoding": "identity" },
    });
  const server = createServer((req, res) => {
    const { pathname } = new URL(req.url, "http://front");
    if (pathname.startsWith(`${PREFIX}/`)) void sendFile(extension, pathname, res);
    else pass(req, res, onward(req), pathname === "/" ? edit : undefined);
  });
  server.on("upgrade", (req, socket, head) => joinSockets(onward(req), socket, head, held));
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const own = server.address().port;
  const edit = (html) => withDevelopmentOptions(html, own, extension, tests);
  const close = () => {
    server.close();
    server.closeAllConnections();
    for (const socket of held) socket.destroy();
  };
  return { port: own, close };
}

async function sendFile(extension, pathname, res) {
  const file = join(extension, posix.normalize(decodeURIComponent(pathname.slice(PREFIX.length))));
  const body = await readFile(file).catch(() => undefined);
  const type = TYPES[extname(file)] ?? "application/octet-stream";
  res.writeHead(body ? 200 : 404, { "cache-control": "no-store", "content-type": type }).end(body);
}

function pass(req, res, out, edit) {
  out.on("error", () => res.writeHead(502).end());
  out.on("response", (answer) => {
    if (edit === undefined) {
      res.writeHead(answer.statusCode, answer.headers);
      answer.pipe(res);
      return;
    }
    const parts = [];
    answer.on("data", (part) => parts.push(part));
    answer.on("end", () => {
      const headers = { ...answer.headers };
      delete headers["content-length"];
      res.writeHead(answer.statusCode, headers).end(edit(Buffer.concat(parts).toString()));
    });
  });
  req.pipe(out);
}

function withDevelopmentOptions(html, port, extension, tests) {
  const place = (file) => ({
    scheme: "http",
    authority: `127.0.0.1:${port}`,
    path: posix.join(PREFIX, relative(extension, file).split(sep).join("/")),
  });
  return html.replace(/(id="vscode-workbench-web-configuration" data-settings=")([^"]*)/, (_, head, text) => {
    const config = JSON.parse(unescapeHtml(text));
    const suite = tests === undefined ? {} : { extensionTestsPath: place(tests) };
    config.developmentOptions = { ...config.developmentOptions, extensions: [place(extension)], ...suite };
    return head + escapeHtml(JSON.stringify(config));
  });
}

const unescapeHtml = (text) =>
  text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const escapeHtml = (text) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function joinSockets(out, socket, head, held) {
  out.on("upgrade", (answer, far, rest) => {
    for (const one of [socket, far]) {
      held.add(one);
      one
        .on("error", () => undefined)
        .on("close", () => {
          held.delete(one);
          socket.destroy();
          far.destroy();
        });
    }
    const pairs = answer.rawHeaders.flatMap((name, at) =>
      at % 2 === 0 ? [`${name}: ${answer.rawHeaders[at + 1]}`] : [],
    );
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${pairs.join("\r\n")}\r\n\r\n`);
    if (rest.length > 0) socket.write(rest);
    if (head.length > 0) far.write(head);
    socket.pipe(far).pipe(socket);
  });
  out.on("response", () => socket.destroy()).on("error", () => socket.destroy());
  out.end();
}
