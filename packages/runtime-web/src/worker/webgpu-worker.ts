import * as ort from 'onnxruntime-web/webgpu'
import { serveModel } from './serve-model.js'

serveModel(ort)
