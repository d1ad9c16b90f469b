/** One refusal of the registry (errors.ts). */
export interface ErrorEntry {
  readonly http: number;
  readonly say: string;
  readonly way: string;
  readonly retry: boolean;
}
export const refuse = <const H extends number>(http: H, say: string, way: string, retry = false) => ({ http, say, way, retry });
