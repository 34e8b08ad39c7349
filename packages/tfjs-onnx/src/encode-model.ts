import onnxProto from 'onnx-proto'
import type { Attribute, Constant, ElementType, Node, OnnxGraph, Value } from './onnx-graph.js'
import { isSymbolic } from './symbolic-batch.js'
import { isStoredCompactly, quantise, toHalf, type WeightStorage } from './weight-storage.js'

const { onnx } = onnxProto

/** ONNX IR version 8 with operator set 17: read by every ONNX Runtime since 1.12 (2022). */
const irVersion = 8
const opsetVersion = 17
const vendorDomainVersion = 1

const { FLOAT, FLOAT16, INT8, INT32, INT64, BOOL } = onnx.TensorProto.DataType
const elementCodes: Record<ElementType, number> = { float32: FLOAT, int32: INT32, int64: INT64, bool: BOOL }

/** A graph with the results that a caller asked for. */
export interface FinishedGraph {
  readonly graph: OnnxGraph
  /** Values under the names that the model gives them. */
  readonly outputs: Readonly<Record<string, Value>>
  readonly producer: string
  readonly storage: WeightStorage
}

/** Serialises the part of a graph that its outputs depend on. */
export function encodeModel({ graph, outputs, producer, storage }: FinishedGraph): Uint8Array {
  const names = Object.values(outputs).map((value) => value.name)
  const nodes = graph.reachableNodes(names)
  const used = new Set([...names, ...nodes.flatMap((node) => node.inputs)])
  // An output is a value under a name of its own; ONNX wants a node to give it that name.
  const renames: Node[] = Object.entries(outputs).map(([name, value]) => ({
    op: 'Identity',
    domain: '',
    inputs: [value.name],
    outputs: [name],
    attributes: {},
  }))
  const constants = [...graph.constants.values()].filter(({ value }) => used.has(value.name))
  const stored = constants.map((constant) => storeConstant(constant, storage, nodes))
  const domains = new Set(nodes.map((node) => node.domain))
  const model = onnx.ModelProto.create({
    irVersion,
    producerName: producer,
    opsetImport: [...domains.add('')].sort().map((domain) => ({
      domain,
      version: domain === '' ? opsetVersion : vendorDomainVersion,
    })),
    graph: {
      name: 'main',
      node: [...stored.flatMap(({ expand }) => expand), ...nodes, ...renames].map(encodeNode),
      initializer: stored.flatMap(({ initializers }) => initializers),
      input: graph.inputs.map((value) => encodeValueInfo(value.name, value)),
      output: Object.entries(outputs).map(([name, value]) => encodeValueInfo(name, value)),
    },
  })
  return onnx.ModelProto.encode(model).finish()
}

function encodeNode(node: Node) {
  return {
    opType: node.op,
    domain: node.domain,
    name: node.outputs[0] ?? node.op,
    input: [...node.inputs],
    output: [...node.outputs],
    attribute: Object.entries(node.attributes).map(([name, value]) => encodeAttribute(name, value)),
  }
}

function encodeAttribute(name: string, value: Attribute) {
  const { INT, INTS, FLOAT, STRING } = onnx.AttributeProto.AttributeType
  if (typeof value === 'number') return { name, type: INT, i: value }
  if (typeof value === 'string') return { name, type: STRING, s: new TextEncoder().encode(value) }
  if ('float' in value) return { name, type: FLOAT, f: value.float }
  return { name, type: INTS, ints: [...value] }
}

interface Initializer {
  name: string
  dataType: number
  dims: number[]
  rawData: Uint8Array
}

/** What the file holds of a constant, and the operators that make it float32 again when the model is loaded. */
interface StoredConstant {
  initializers: Initializer[]
  expand: Node[]
}

function storeConstant(constant: Constant, storage: WeightStorage, nodes: readonly Node[]): StoredConstant {
  const { value, data } = constant
  const { name } = value
  const dims = [...value.shape]
  if (storage === 'float32' || !isStoredCompactly(constant)) {
    const rawData = rawBytes(data, value.type)
    return { initializers: [{ name, dataType: elementCodes[value.type], dims, rawData }], expand: [] }
  }
  const compact = `${name}.${storage}`
  const from = (op: string, inputs: string[], attributes: Node['attributes']): Node => ({
    op,
    domain: '',
    inputs,
    outputs: [name],
    attributes,
  })
  if (storage === 'float16') {
    const rawData = new Uint8Array(toHalf(data as Float32Array).buffer)
    return {
      initializers: [{ name: compact, dataType: FLOAT16, dims, rawData }],
      expand: [from('Cast', [compact], { to: FLOAT })],
    }
  }
  const { bytes, scales, axis } = quantise(constant, nodes)
  const scale = `${name}.scale`
  return {
    initializers: [
      { name: compact, dataType: INT8, dims, rawData: new Uint8Array(bytes.buffer) },
      { name: scale, dataType: FLOAT, dims: [scales.length], rawData: new Uint8Array(scales.buffer) },
    ],
    expand: [from('DequantizeLinear', [compact, scale], { axis })],
  }
}

/** Little-endian bytes, as every machine that runs JavaScript engines stores them. */
function rawBytes(data: Constant['data'], type: ElementType): Uint8Array {
  if (type === 'int64') return new Uint8Array(BigInt64Array.from(data as number[], BigInt).buffer)
  const view = data as Float32Array
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
}

function encodeValueInfo(name: string, { shape, type }: Value) {
  const dim = shape.map((size) => (isSymbolic(size) ? { dimParam: 'batch' } : { dimValue: size }))
  return { name, type: { tensorType: { elemType: elementCodes[type], shape: { dim } } } }
}
