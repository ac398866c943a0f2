import type { ContractTopic } from '../contract.ts';
import { declareAutoscalers } from './workloads/autoscalers.ts';
import { declareCronJobs } from './workloads/cron-jobs.ts';
import { declareJobs } from './workloads/jobs.ts';
import { declarePods } from './workloads/pods.ts';
import { declareVolumes } from './workloads/volumes.ts';

export const workloadsContract: ContractTopic = {
  name: 'workloads',
  declare(context) {
    declarePods(context);
    declareJobs(context);
    declareCronJobs(context);
    declareVolumes(context);
    declareAutoscalers(context);
  },
};
