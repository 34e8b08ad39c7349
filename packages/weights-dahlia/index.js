/** Where the files of this package are: bundlers copy them and put their own addresses here. */
export default {
  manifest: new URL('./manifest.json', import.meta.url),
  files: {
    fp32: new URL('./model-fp32.onnx', import.meta.url),
    fp16: new URL('./model-fp16.onnx', import.meta.url),
    int8: new URL('./model-int8.onnx', import.meta.url),
  },
}
