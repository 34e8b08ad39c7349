import {
  type CreateSession,
  type DeviceTensor,
  isOnDevice,
  type SessionOptions,
  type TensorValue,
} from '@animegan/core'
import { recordOnnx } from '@animegan/tfjs-onnx'
import { type Tensor, tensor, tidy, transpose } from '@tensorflow/tfjs'
import { invertOrder } from '../parameters.js'
import { putGroup, type Step, takeGroup } from './step.js'

/** Values by name, axes in the order of the step's specs. */
export type StepValues = Record<string, TensorValue>

/** The same, where some may have stayed on the device that computed them. */
export type DeviceValues = Record<string, TensorValue | DeviceTensor>

/** All values in memory: those that stayed on a device are read, the others are taken as they are. */
export async function readValues(values: DeviceValues): Promise<StepValues> {
  const inMemory: StepValues = {}
  for (const [name, value] of Object.entries(values)) {
    inMemory[name] = isOnDevice(value) ? await value.read() : value
  }
  return inMemory
}

/** Something that can compute a step. */
export interface StepRunner {
  run(inputs: StepValues): Promise<StepValues>
  dispose(): Promise<void>
}

/** Something that can also leave the step's state, `Step.outputs`, on the device; who calls that disposes of it. */
export interface DeviceStepRunner extends StepRunner {
  runOnDevice(inputs: DeviceValues): Promise<DeviceValues>
}

/**
 * Records the step as an ONNX graph and runs it in a session. In ONNX an input and an output cannot have one name, so
 * the outputs stand in the group `next` there.
 */
export async function createRecordedRunner(
  step: Step,
  createSession: CreateSession,
  options: SessionOptions = {},
): Promise<StepRunner> {
  const { run, dispose } = await createDeviceRunner(step, createSession, { keepOnDevice: [], ...options })
  return { run, dispose }
}

/** The same for a state that should stay on the device between steps; on the CPU there is no difference. */
export async function createDeviceRunner(
  step: Step,
  createSession: CreateSession,
  options: SessionOptions = {},
): Promise<DeviceStepRunner> {
  const outputs = putGroup('next', step.outputs)
  const model = recordOnnx((inputs) => putGroup('next', step.run(inputs)), step.inputs, {
    outputs,
    producer: 'animegan',
  })
  const session = await createSession(model.bytes, {
    // A trainer holds several graphs, each of which needs hundreds of megabytes while it runs.
    releaseMemory: true,
    keepOnDevice: Object.keys(outputs),
    ...options,
  })
  const names = model.inputs.map(({ name }) => name)
  return {
    run: async (inputs) => takeGroup(await session.run(pick(inputs, names)), 'next'),
    runOnDevice: async (inputs) => {
      const feeds = pick(inputs, names)
      const { runOnDevice } = session
      const results = runOnDevice ? await runOnDevice(feeds) : await session.run(await readValues(feeds))
      return takeGroup(results, 'next')
    },
    dispose: () => session.dispose(),
  }
}

/** Runs the step's own operations on the selected tfjs backend: slow, for checking the recorded graph. */
export function createEagerRunner(step: Step): StepRunner {
  return {
    async run(inputs) {
      const outputs = tidy(() => {
        const tensors = Object.entries(step.inputs).map(([name, { shape, order }]): [string, Tensor] => {
          const value = inputs[name]
          if (value === undefined) throw new TypeError(`the step needs the input "${name}"`)
          const stored = tensor(value.data as Float32Array, [...value.shape])
          return [
            name,
            order === undefined ? stored : transpose(stored, invertOrder(order)).reshape(shape as number[]),
          ]
        })
        const results = step.run(Object.fromEntries(tensors))
        return Object.fromEntries(
          Object.entries(results).map(([name, result]) => {
            const order = step.outputs[name]?.order
            return [name, order === undefined ? result : transpose(result, [...order])]
          }),
        )
      })
      const values: StepValues = {}
      for (const [name, output] of Object.entries(outputs)) {
        values[name] = { data: (await output.data()) as Float32Array, shape: output.shape }
        output.dispose()
      }
      return values
    },
    async dispose() {},
  }
}

function pick<T>(values: Record<string, T>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(
    names.map((name) => {
      const value = values[name]
      if (value === undefined) throw new TypeError(`the step needs the input "${name}"`)
      return [name, value]
    }),
  )
}
