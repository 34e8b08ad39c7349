import * as ort from 'onnxruntime-web/wasm'
import { serveModel } from './serve-model.js'

serveModel(ort)
