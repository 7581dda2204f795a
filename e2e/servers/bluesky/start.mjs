// Starts the real servers of AT Protocol on loopback for the tests: PLC directory, PDS and AppView, with a fresh database.
//
// Run by the Node 22 that `install.sh` brings, with `--require ./loopback.cjs`. Prints one line of JSON when they answer:
// `{"pds":"http://localhost:…","appview":"http://localhost:…","plc":"http://localhost:…","handle_suffix":".test"}`, and ends
// when its input closes. Uses the PostgreSQL of `DB_POSTGRES_URL`, or one of its own when that is not set.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

import { startPostgres } from './postgres.mjs'

process.removeAllListeners('warning') // what the servers' libraries say to their own developers

const ended = new Promise((done) => {
  process.stdin.on('end', done).on('close', done).resume()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, done)
})

// The servers write accounts and blobs into temporary folders and leave them; ours goes when we go.
const folder = mkdtempSync(path.join(os.tmpdir(), 'torg-bluesky-'))
const toClose = [() => rmSync(folder, { recursive: true, force: true })]
let code = 0
try {
  await start()
  await ended
} catch (fault) {
  console.error(fault)
  code = 1
}
for (const close of toClose.reverse()) await close()
process.exit(code)

async function start() {
  console.log = console.error // only the one line of JSON goes to the output
  if (!process.env.DB_POSTGRES_URL) {
    const postgres = await startPostgres()
    toClose.push(postgres.stop)
    process.env.DB_POSTGRES_URL = postgres.url
  }
  process.env.TMPDIR = folder
  process.env.REDIS_HOST ??= '127.0.0.1:1' // asked for at start, but none of the servers we start uses it
  process.env.LOG_ENABLED ??= 'false'

  const cache = process.env.TORG_TEST_CACHE ?? path.join(os.homedir(), '.cache/torg-test')
  const entry = path.join(cache, 'bluesky/node_modules/@atproto/dev-env/dist/index.js')
  const { TestNetwork, mockMailer } = await import(pathToFileURL(entry))
  const schema = `torg_${[...String(process.pid)].map((digit) => 'abcdefghij'[digit]).join('')}` // letters only
  const network = await TestNetwork.create({
    dbPostgresSchema: schema,
    pds: { hostname: 'localhost', enableDidDocWithSession: true },
  })
  mockMailer(network.pds)
  // Closing in good order can wait on itself; nobody needs more than the end.
  const close = () => network.close().catch(console.error)
  toClose.push(() => Promise.race([close(), new Promise((done) => setTimeout(done, 5_000))]))
  const told = { pds: network.pds.url, appview: network.bsky.url, plc: network.plc.url, handle_suffix: '.test' }
  process.stdout.write(`${JSON.stringify(told)}\n`)
}
