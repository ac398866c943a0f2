/** Why programs cannot compute on the AMD GPUs that the kernel tells of: pure. `code`: of the failed access to /dev/kfd. */
export function kfdProblem(file: string, code: string | undefined): string {
  if (code === 'ENOENT')
    return `The kernel tells of AMD GPUs, but there is no ${file}: give the container the devices /dev/kfd and /dev/dri, or load amdgpu.`;
  return `AMD GPUs are there, but this user may not use ${file} (${code ?? 'no reason given'}): add the user to the groups render and video, then log in again.`;
}
