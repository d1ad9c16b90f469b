/** Every refusal the server can utter: stable code, HTTP status, one sentence, whether trying again can help. */
export const ERRORS = {
  INVALID_INPUT: { http: 400, say: '填写的内容有误', retry: false },
  UNAUTHENTICATED: { http: 401, say: '请先登录', retry: false },
  LOGIN_REFUSED: { http: 403, say: '登录凭证无效', retry: false },
  NOT_FOUND: { http: 404, say: '没有找到', retry: false },
  METHOD_NOT_ALLOWED: { http: 405, say: '不支持的操作', retry: false },
  TOO_LARGE: { http: 413, say: '内容过大', retry: false },
  UNSUPPORTED_TYPE: { http: 415, say: '不支持的内容格式', retry: false },
  INTERNAL: { http: 500, say: '系统繁忙，请稍后再试', retry: true },
} as const satisfies Record<string, { http: number; say: string; retry: boolean }>;
export type ErrorCode = keyof typeof ERRORS;
export const ERROR_CODES = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];
