// Preloaded before the servers: whatever they listen on, they listen on 127.0.0.1 only. They would take every address of the
// machine, and a test must not open doors to its neighbours.
const net = require('node:net')

const listen = net.Server.prototype.listen

net.Server.prototype.listen = function (...given) {
  const [first, ...rest] = given
  if (first !== null && typeof first === 'object') {
    const here = first.path !== undefined || first.fd !== undefined ? first : { ...first, host: '127.0.0.1' }
    return listen.call(this, here, ...rest)
  }
  if (typeof first === 'number' || first === undefined || /^\d+$/.test(first)) {
    const callback = given.find((part) => typeof part === 'function')
    return listen.call(this, { port: Number(first ?? 0), host: '127.0.0.1' }, callback)
  }
  return listen.apply(this, given) // a socket file or a handle
}
