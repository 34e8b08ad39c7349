import onnxProto from 'onnx-proto'
import type { Attribute, Constant, ElementType, Node, OnnxGraph, Value } from './onnx-graph.js'
import { isSymbolic } from './symbolic-batch.js'

const { onnx } = onnxProto

/** ONNX IR version 8 with operator set 17: read by every ONNX Runtime since 1.12 (2022). */
const irVersion = 8
const opsetVersion = 17
const vendorDomainVersion = 1

const { FLOAT, INT32, INT64, BOOL } = onnx.TensorProto.DataType
const elementCodes: Record<ElementType, number> = { float32: FLOAT, int32: INT32, int64: INT64, bool: BOOL }

/** A graph with the results that a caller asked for. */
export interface FinishedGraph {
  readonly graph: OnnxGraph
  /** Values under the names that the model gives them. */
  readonly outputs: Readonly<Record<string, Value>>
  readonly producer: string
}

/** Serialises the part of a graph that its outputs depend on. */
export function encodeModel({ graph, outputs, producer }: FinishedGraph): Uint8Array {
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
      node: [...nodes, ...renames].map(encodeNode),
      initializer: constants.map(encodeConstant),
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

function encodeConstant({ value, data }: Constant) {
  return {
    name: value.name,
    dataType: elementCodes[value.type],
    dims: [...value.shape],
    rawData: rawBytes(data, value.type),
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
