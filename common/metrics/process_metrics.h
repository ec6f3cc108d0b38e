#ifndef IKU_COMMON_METRICS_PROCESS_METRICS_H_
#define IKU_COMMON_METRICS_PROCESS_METRICS_H_

#include "common/metrics/metric_writer.h"

namespace iku {

// What every process tells: memory, time of the processors, open files.
void TellOfProcess(MetricWriter& writer);

}  // namespace iku

#endif  // IKU_COMMON_METRICS_PROCESS_METRICS_H_
