/** What the catalog knows of a GPU product. */
import { z } from 'zod';

const toolName = z.string().min(1);

/** Figures are those of one device as tools and Kubernetes count them: an MI250X is two. */
export const gpuModel = z.strictObject({
  /** `MI300X`: what Slipway calls it everywhere. */
  key: z.string().min(1),
  /** What people and published tables write: `H100`, `A100 80GB`. */
  aliases: z.array(z.string().min(1)),
  vendor: z.enum(['amd', 'nvidia', 'intel', 'habana', 'apple']),
  /** `gfx942`, or a compute capability such as `9.0`. */
  isa: z.string(),
  /** What the vendor's tool prints; absent where no report was seen. */
  memoryMiB: z.int().positive().optional(),
  /** What the vendor sells it as, in 10^9 bytes: no report was seen that is less. */
  memoryNominalGB: z.int().positive().optional(),
  /** Shares the host's memory. */
  unified: z.boolean().optional(),
  /** GB/s. */
  bandwidth: z.number().positive().optional(),
  /** How FP8 is computed: not at all, in CDNA3's own encoding, in the standard one. */
  fp8: z.enum(['none', 'fnuz', 'ocp']),
  fp4: z.boolean(),
  /** Dense matrix TFLOPS; `bf16` is fp16 where there is no bf16. */
  tflops: z
    .strictObject({ bf16: z.number().positive(), fp8: z.number().positive().optional(), fp4: z.number().positive().optional() })
    .optional(),
  /** PCI device ids in lower case; with a revision, `744c:c8`, where several products share the id. */
  pciIds: z.array(z.string().regex(/^[0-9a-f]{4}(:[0-9a-f]{2})?$/)),
  /** Values of `nvidia.com/gpu.product` or `amd.com/gpu.product-name`. */
  products: z.array(toolName),
  /** Names as the vendor's tools print them. */
  toolNames: z.array(toolName),
  /** Where the figures are from. */
  source: z.string().min(1),
});

export type GpuModel = z.infer<typeof gpuModel>;
