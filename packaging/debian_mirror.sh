# To be sourced. `debian_mirror` prints the mirror that this machine itself takes Debian from.
debian_mirror() {
    apt-get indextargets --format '$(REPO_URI)' "Created-By: Packages" "Origin: Debian" "Label: Debian" | head -n 1
}
