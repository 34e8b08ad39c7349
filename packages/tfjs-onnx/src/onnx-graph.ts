import { isSymbolic, refuseBatchSize } from './symbolic-batch.js'

/** Element types that a recorded graph can hold. `int64` occurs only in shape and axis arguments. */
export type ElementType = 'float32' | 'int32' | 'int64' | 'bool'

/** A named result inside an ONNX graph, with its stored shape. */
export interface Value {
  readonly name: string
  readonly shape: readonly number[]
  readonly type: ElementType
}

/** A constant of the graph. Values of `int64` constants fit a double exactly. */
export interface Constant {
  readonly value: Value
  readonly data: Float32Array | Int32Array | Uint8Array | readonly number[]
}

export type Attribute = number | string | readonly number[] | { readonly float: number }

/** One ONNX operator call. */
export interface Node {
  readonly op: string
  /** Empty for the standard operator set, else for example `com.microsoft`. */
  readonly domain: string
  /** Empty strings stand for omitted optional inputs. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: Readonly<Record<string, Attribute>>
}

export interface EmitOptions {
  type?: ElementType
  domain?: string
  attributes?: Record<string, Attribute>
}

/**
 * A graph under construction. Equal constants and equal operator calls are stored once, because every
 * recorded operator is a pure function of its inputs.
 */
export class OnnxGraph {
  readonly inputs: Value[] = []
  readonly nodes: Node[] = []
  readonly constants = new Map<string, Constant>()
  readonly #calls = new Map<string, Value>()
  readonly #buckets = new Map<string, Constant[]>()
  readonly #results = new Map<string, { value: Value; node: Node }>()
  #count = 0

  addInput(name: string, shape: readonly number[], type: ElementType): Value {
    const value = { name, shape, type }
    this.inputs.push(value)
    return value
  }

  /** Adds a constant, or returns the one that holds the same values already. */
  addConstant(data: Constant['data'], shape: readonly number[], type: ElementType): Value {
    const anyBatch = this.inputs.some((input) => input.shape.some(isSymbolic))
    if (anyBatch && type !== 'int64' && data.length === 1) refuseBatchSize(data[0]!)
    const key = bucketKey(data, shape, type)
    const bucket = this.#buckets.get(key) ?? []
    const known = bucket.find((constant) => holdsSame(constant.data, data))
    if (known !== undefined) return known.value
    const value = { name: `constant_${this.constants.size}`, shape, type }
    const constant = { value, data }
    this.constants.set(value.name, constant)
    this.#buckets.set(key, [...bucket, constant])
    return value
  }

  /** A one-dimensional `int64` constant, as shape and axis arguments want it. */
  addIntegers(data: readonly number[]): Value {
    return this.addConstant(data, [data.length], 'int64')
  }

  /** Adds an operator call with one output of the given shape, or returns the result of an equal call. */
  emit(
    op: string,
    inputs: readonly (Value | undefined)[],
    shape: readonly number[],
    options: EmitOptions = {},
  ): Value {
    const { domain = '', attributes = {} } = options
    const names = inputs.map((input) => input?.name ?? '')
    const key = `${domain}:${op}(${names.join()})${JSON.stringify(attributes)}`
    const known = this.#calls.get(key)
    if (known !== undefined) return known
    const type = options.type ?? inputs[0]?.type ?? 'float32'
    const value = { name: `${op}_${this.#count++}`, shape, type }
    const node = { op, domain, inputs: names, outputs: [value.name], attributes }
    this.nodes.push(node)
    this.#calls.set(key, value)
    this.#results.set(value.name, { value, node })
    return value
  }

  /** The operator call that gave a value; undefined for inputs and constants. */
  producer(value: Value | undefined): Node | undefined {
    return value && this.#results.get(value.name)?.node
  }

  /** The value of that name: an input, a constant or a result. */
  value(name: string): Value | undefined {
    const input = () => this.inputs.find((value) => value.name === name)
    return this.#results.get(name)?.value ?? this.constants.get(name)?.value ?? input()
  }

  /** The nodes, in order, that the named results depend on. */
  reachableNodes(results: readonly string[]): Node[] {
    const needed = new Set(results)
    const kept: Node[] = []
    for (const node of this.nodes.toReversed()) {
      if (!node.outputs.some((name) => needed.has(name))) continue
      kept.push(node)
      for (const name of node.inputs) needed.add(name)
    }
    return kept.reverse()
  }
}

/** Constants that could be equal share a bucket; only there are the values compared. */
function bucketKey(data: Constant['data'], shape: readonly number[], type: ElementType): string {
  return `${type}[${shape.join()}]${data[0]},${data[data.length >> 1]},${data[data.length - 1]}`
}

function holdsSame(a: Constant['data'], b: Constant['data']): boolean {
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false
  return true
}
