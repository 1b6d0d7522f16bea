"""What must run in pods: needs a cluster (KUBECONFIG) and the images of `./tributary images`."""
