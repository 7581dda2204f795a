// A PostgreSQL of our own for one run: in a temporary folder, on loopback, gone when this process is gone.
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'

/** Starts it and answers `{ url, stop }`; `stop` waits until it has ended. */
export async function startPostgres() {
  const programs = findPrograms()
  const folder = mkdtempSync(path.join(os.tmpdir(), 'torg-bluesky-postgres-'))
  const as = unprivileged()
  if (as.uid !== undefined) chownSync(folder, as.uid, as.gid)
  const port = await freePort()
  const data = path.join(folder, 'data')
  execFileSync(path.join(programs, 'initdb'), ['-D', data, '-U', 'torg', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], {
    ...as,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  // The shell stands between: when our end of its input closes, however we ended, it stops PostgreSQL and clears the folder.
  const watch = '"$@" </dev/null >/dev/null 2>&1 & server=$!; cat >/dev/null; kill -QUIT $server; wait $server; rm -rf "$FOLDER"'
  const quick = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'].flatMap((set) => ['-c', set])
  const place = ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`]
  const shell = spawn('sh', ['-c', watch, 'sh', path.join(programs, 'postgres'), ...place, ...quick], {
    ...as,
    cwd: folder,
    env: { ...process.env, FOLDER: folder },
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true, // an interrupt at the terminal reaches us, not it: it ends after us
  })
  const ended = new Promise((done) => shell.on('exit', done))
  await untilItAnswers(port)
  const stop = async () => {
    shell.stdin.end()
    await ended
  }
  return { url: `postgresql://torg@127.0.0.1:${port}/postgres`, stop }
}

function findPrograms() {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [...versions.map((version) => path.join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(':')]
  const found = folders.find((folder) => existsSync(path.join(folder, 'initdb')))
  if (!found) throw new Error('PostgreSQL is not installed: `apt-get install postgresql`, or set DB_POSTGRES_URL')
  return found
}

/** PostgreSQL does not run as root; as root we hand it to the account that the Debian package made. */
function unprivileged() {
  if (process.getuid() !== 0) return {}
  const number = (flag) => Number(execFileSync('id', [flag, 'postgres']).toString())
  return { uid: number('-u'), gid: number('-g') }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

async function untilItAnswers(port) {
  const deadline = Date.now() + 30_000
  while (Date.now() < deadline) {
    const open = await new Promise((resolve) => {
      const socket = net.connect(port, '127.0.0.1')
      socket.on('connect', () => resolve(true) || socket.destroy())
      socket.on('error', () => resolve(false))
    })
    if (open) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`PostgreSQL does not answer on port ${port}`)
}
