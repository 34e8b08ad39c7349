import type { Translated } from '../catalog'
import type { generator as english } from '../en/generator'

/** Texts of loading a model. */
export const generator: Translated<typeof english> = {
  downloading: '正在获取模型',
  starting: '正在削铅笔',
  megabytes: '{done} / {total} MB',
  heldBack: '浏览器要求网站节省流量，因此模型尚未下载。只需下载一次，之后会保留在本浏览器中。',
  agree: '下载模型（约 {size} MB）',
  downloadFailed: '无法获取模型。请检查网络后重试。',
  offline: '您已离线，且此模型尚未保存。连接一次后即可离线使用。',
  notFound: '找不到模型。请选择其他模型。',
  corrupt: '模型文件已损坏，请重试。',
  noDevice: '此浏览器无法运行模型。请关闭其他标签页释放内存，或使用新版浏览器。',
  outdated: '页面的各部分版本不一致。请重新加载页面。',
  otherWays: '选择其他模型或设备',
  failed: '无法加载模型。',
}
