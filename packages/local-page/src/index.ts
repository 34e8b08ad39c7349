export {
  type LocalRequest,
  type LocalResponse,
  type LocalServer,
  type StartLocalServerOptions,
  startLocalServer,
} from './local-server.js'
export { type ReadPageFilesOptions, readPageFiles } from './page-files.js'
