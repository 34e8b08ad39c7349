import type { Translated } from '../catalog'
import type { app as english } from '../en/app'

/** Texts of the frame around all pages. */
export const app: Translated<typeof english> = {
  home: 'AnimeGAN 首页',
  skip: '跳到正文',
  navigation: '页面',
  language: '语言',
  theme: '外观',
  'theme-system': '跟随系统',
  'theme-light': '浅色',
  'theme-dark': '深色',
  loading: '加载中…',
  notifications: '通知',
  close: '关闭',
  cancel: '取消',
  retry: '重试',
  reload: '重新加载页面',
  updateReady: '新版本已准备好。',
  errorTitle: '这里出了点问题',
  errorHelp: '您的设置保存在网址中。请重试，或重新加载页面。',
  missingPart: '无法获取网站的这一部分。请检查网络后重试。',
}
