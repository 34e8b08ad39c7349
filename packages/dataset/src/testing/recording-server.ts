import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a server was asked. */
interface RecordedRequest {
  method: string
  /** Path and query. */
  path: string
  headers: IncomingMessage['headers']
  body: string
}

/** An HTTP server on the loopback interface that remembers what it was asked. */
export interface RecordingServer {
  /** With a slash at the end. */
  readonly address: string
  readonly requests: RecordedRequest[]
  /** Paths in the order in which they were asked for. */
  readonly paths: string[]
  close(): Promise<void>
}

export type Answer = (request: RecordedRequest, response: ServerResponse) => void | Promise<void>

/** Starts a server on a free port of 127.0.0.1. */
export async function startRecordingServer(answer: Answer): Promise<RecordingServer> {
  const requests: RecordedRequest[] = []
  const serve = async (incoming: IncomingMessage, response: ServerResponse) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of incoming) chunks.push(chunk as Uint8Array)
    const { method = '', url: path = '', headers } = incoming
    const request = { method, path, headers, body: Buffer.concat(chunks).toString() }
    requests.push(request)
    await answer(request, response)
  }
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => response.writeHead(400).end(String(error)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    get paths() {
      return requests.map(({ path }) => path)
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
