// Runs commands in one process, one after another, as the messages `{ args, cwd, env }` ask. After each a NUL ends what it wrote on
// stdout and on stderr, and its exit code is sent. Started with the path of the script that a shell would run.
import { main } from '../../dist/main.js'

process.argv.splice(1, 1)

process.on('message', async ({ args, cwd, env }) => {
  process.chdir(cwd)
  process.env = env
  const code = await main(args)
  // Each command adds one of its own.
  process.stdout.removeAllListeners('error')
  process.stdout.write('\0')
  process.stderr.write('\0')
  process.send(code)
})
