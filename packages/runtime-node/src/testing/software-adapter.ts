import { existsSync } from 'node:fs'
import { listDevices } from '../devices.js'

/** Where Debian's package `chromium` keeps the Vulkan driver that computes on the CPU. */
const driver = '/usr/lib/chromium/vk_swiftshader_icd.json'

/**
 * Gives this process a WebGPU adapter without a GPU: thousands of times slower than one, right for tiny shapes. To be called
 * before the first session and before `listDevices`; a driver that is chosen already stays.
 *
 * @returns why there is none, or undefined when there is one
 */
export async function chooseSoftwareAdapter(): Promise<string | undefined> {
  if (process.env.VK_ICD_FILENAMES === undefined && existsSync(driver)) process.env.VK_ICD_FILENAMES = driver
  const webgpu = (await listDevices()).find(({ device }) => device === 'webgpu')
  return (
    webgpu?.remedy && `no WebGPU adapter, nor Debian's packages chromium and libvulkan1: ${webgpu.remedy}`
  )
}
