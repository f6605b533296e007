// Calls a method of Seam's JavaScript SDK with the credentials from the environment, and prints the result as JSON: node sdk.mjs getOrCreate '{"user_identifier_key":"jane_doe"}'
import { Seam } from 'seam'

const [method, parameters] = process.argv.slice(2)
const { token, ...rest } = JSON.parse(parameters)

try {
  const seam = token == null ? new Seam() : Seam.fromClientSessionToken(token)
  const result = await seam.clientSessions[method](rest)
  console.log(JSON.stringify(result ?? null))
} catch (error) {
  console.error(`${error.name}: ${error.message}`)
  process.exitCode = 1
}
