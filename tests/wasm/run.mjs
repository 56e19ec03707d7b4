// Runs the checks in Node.js: `node run.mjs alone FILE.wasm`, or `node run.mjs web DIRECTORY` with what `wasm-bindgen` wrote.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [kind, path] = process.argv.slice(2);

async function alone() {
    let memory;
    const said = (start, length) => console.error(new TextDecoder().decode(new Uint8Array(memory.buffer, start, length)));
    const { instance } = await WebAssembly.instantiate(readFileSync(path), { env: { said } });
    memory = instance.exports.memory;
    instance.exports.checks();
}

const json = { "content-type": "application/json" };
let busy = 0;
const answers = {
    started: (response) => response.writeHead(200, json).end('{"success":true,"result":{"contractId":7,"signersInfos":[]}}'),
    refused: (response) => response.writeHead(200, json).end('{"success":false,"code":"oc_10011","msg":"no"}'),
    busy: (response) => response.writeHead(busy++ ? 200 : 503, { "retry-after": "1" }).end(),
    silent: () => {},
    redirect: (response, url) =>
        url.includes("elsewhere") ? response.end() : response.writeHead(307, { location: "/redirect/elsewhere" }).end(),
    slow: async (response) => {
        for (const piece of ["one", " two", " three"]) {
            response.write(piece);
            await new Promise((done) => setTimeout(done, 20));
        }
        response.end();
    },
    hanging: (response) => response.write("one"),
    size: (response, url, size) => response.writeHead(String(size) === url.split("/")[2] ? 200 : 400).end(),
};

async function web() {
    const server = createServer(async (request, response) => {
        let size = 0;
        for await (const piece of request) size += piece.length;
        answers[request.url.split("/")[1]](response, request.url, size);
    });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    const { checks } = createRequire(import.meta.url)(resolve(path, "stubwright_wasm.js"));
    await checks(`http://127.0.0.1:${server.address().port}`);
    server.closeAllConnections();
    server.close();
}

// Nothing may keep the process alive, such as a timer of a call that has ended.
setTimeout(() => {
    console.error("the process does not end");
    process.exit(1);
}, 30_000).unref();
await { alone, web }[kind]();
console.log(`${kind}: ok`);
