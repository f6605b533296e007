// Serves Seam's own fake on a free port of the loopback interface, with the workspaces, credentials and sessions of its
// only argument, and prints its URL. It exits when its standard input closes, and so never runs longer than the tests.
import { createHash } from 'node:crypto'
import net from 'node:net'
import { createFake } from '@seamapi/fake-seam-connect'

// By default, the fake listens on all interfaces.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (port, ...rest) {
  return listen.call(this, port, '127.0.0.1', ...rest)
}

const { workspaces, sessions } = JSON.parse(process.argv[2])
const fake = await createFake()
const database = fake.database
for (const { apiKey, accessToken, ...workspace } of workspaces) {
  database.addWorkspace({ ...workspace, is_sandbox: true })
  database.addApiKey({ token: apiKey, workspace_id: workspace.workspace_id })
  database.addAccessToken({
    access_token_name: 'interop',
    email: 'jane@example.com',
    short_token: accessToken.split('_')[1],
    long_token_hash: createHash('sha256').update(accessToken.split('_').at(-1)).digest('hex'),
  })
}
for (const { client_session_id, ...session } of sessions) {
  database.addClientSession(session).client_session_id = client_session_id
}
const { server } = await fake.startServer({ port: 0 })
console.log(`http://127.0.0.1:${server.address().port}`)
process.stdin.on('end', () => process.exit()).resume()
