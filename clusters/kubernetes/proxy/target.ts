/** Where a tunnel leads to. */
export interface Target {
  host: string;
  port: number;
}
