/** Who asks. */
export interface User {
  name: string;
  groups: string[];
}
