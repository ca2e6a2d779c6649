"""What Jimu costs in a book of a hundred thousand indicators, each figure beside a peer or a limit in the same run."""
