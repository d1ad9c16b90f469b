import type { Endpoint, ErrorBody, InputOf, ReplyOf } from '@binhai/shared/contract/http';
import { ERRORS, type ErrorCode } from '@binhai/shared/errors';
import axios from 'axios';
import { storage } from '../platform/storage';
import { taroAdapter } from './adapter';

const http = axios.create({ baseURL: API_BASE, timeout: 10_000, adapter: taroAdapter });

/** `code` is one of the contract's, or NETWORK when no answer came. */
export class ApiError extends Error {
  constructor(
    readonly code: ErrorCode | 'NETWORK',
    message: string,
    readonly fields: ErrorBody['fields'] = undefined,
  ) {
    super(message);
  }
}

type Parts = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: Record<string, unknown> };
/** No second argument where the endpoint takes no input. */
type Args<E extends Endpoint> = unknown extends InputOf<E> ? [] : [input: InputOf<E>];

export async function call<const E extends Endpoint>(endpoint: E, ...[input]: Args<E>): Promise<ReplyOf<E>> {
  const { params, query, body } = (input ?? {}) as Parts;
  const token = storage.get('token');
  try {
    const r = await http.request<ReplyOf<E>>({
      method: endpoint.method,
      url: endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params?.[name]))),
      params: query,
      data: body,
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });
    return r.data;
  } catch (e) {
    const refusal = axios.isAxiosError<ErrorBody>(e) ? e.response?.data : undefined;
    if (refusal && refusal.code in ERRORS) throw new ApiError(refusal.code, refusal.message, refusal.fields);
    throw new ApiError('NETWORK', '网络不可用，请稍后再试');
  }
}
