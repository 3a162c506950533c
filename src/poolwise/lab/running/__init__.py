"""From a study to finished trials: processes, trainings, the store, and how long it all takes."""
